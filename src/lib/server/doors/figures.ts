import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** Figures for Prometheus. One registry per app: a hot reload must not register twice. */
export function createFigures() {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const statements = new Counter({
		name: 'upshot_store_queries_total',
		help: 'Statements sent to ClickHouse.',
		registers: [registry]
	});
	return {
		countStatement: (): void => statements.inc(),
		/** Reads `value` whenever somebody asks. */
		gauge: (name: string, help: string, value: () => number): void => {
			new Gauge({
				name,
				help,
				registers: [registry],
				collect() {
					this.set(value());
				}
			});
		},
		text: (): Promise<string> => registry.metrics(),
		contentType: registry.contentType
	};
}

export type Figures = ReturnType<typeof createFigures>;
