import type { StatementResult } from '../../../src/lib/domain/statement.ts';
import type { Api, Called, Problem, TestProduct } from '../../fixtures/api.ts';

/** Stands in every row of products that somebody else asks about. */
export const SECRET = 'SECRET-OF-ANOTHER';

const VERSIONS = ['1.0', '1.1', '2.0'];
const MINUTE_MS = 60_000;
/** 2026-01-05, a Monday. */
export const FIRST_MS = Date.UTC(2026, 0, 5);

/** 300 answers, one a minute, and 200 events of 60 customers; `mark` stands in every text. */
export async function fillProduct(api: Api, product: TestProduct, mark: string): Promise<void> {
	const feedback = Array.from({ length: 300 }, (_, index) => ({
		id: `${mark}-${index}`,
		at: FIRST_MS + index * MINUTE_MS,
		...(index % 10 !== 0 && { scale: 'stars', score: 1 + (index % 5) }),
		text: `${mark} it is slow ${index}`,
		customer: `${mark}-c${index % 60}`,
		version: VERSIONS[index % 3],
		channel: index % 2 ? 'ios' : 'web',
		lang: 'en',
		attributes: { country: index % 2 ? 'de' : 'jp', plan: mark }
	}));
	const events = Array.from({ length: 200 }, (_, index) => ({
		at: FIRST_MS + index * MINUTE_MS,
		name: index % 4 ? 'opened' : 'bought',
		customer: `${mark}-c${index % 60}`,
		version: VERSIONS[index % 3],
		...(index % 4 === 0 && { value: index }),
		attributes: { plan: mark }
	}));
	await api.post('feedback', product, feedback);
	await api.post('events', product, events);
	for (const version of ['1.0', '2.0']) {
		const body = { version, at: FIRST_MS, title: mark };
		await api.call('POST', '/api/v1/releases', { key: product.key.write, body });
	}
}

/** Macros' values for every statement. */
export const GIVEN = {
	from: FIRST_MS,
	to: '2026-01-06T00:00:00Z',
	bucket: 'hour',
	filters: [{ field: 'channel', op: '=', value: 'ios' }]
};

export const askSql = (
	api: Api,
	{ key }: TestProduct,
	sql: string,
	given: object = {}
): Promise<Called<StatementResult & Problem>> =>
	api.call<StatementResult & Problem>('POST', '/api/v1/sql', { key: key.read, body: { sql, ...given } });

/** Runs through a list, a few at a time. */
export async function eachOf<One>(list: readonly One[], atOnce: number, run: (one: One) => Promise<void>) {
	const work = list[Symbol.iterator]();
	const worker = async () => {
		for (const one of work) await run(one);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}
