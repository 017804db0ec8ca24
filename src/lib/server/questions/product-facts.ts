import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Product } from '#lib/domain/product.ts';
import { SCALE_NAMES, type Scale } from '#lib/domain/scale.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readProductFacts } from '#lib/server/store/read-product-facts.ts';

/** What there is of a product at all, as pages show it. */
export type ProductFacts = Readonly<{
	feedback: number;
	events: number;
	/** When the first and the last feedback was given, RFC 3339; `null` where there is none. */
	firstAt: string | null;
	lastAt: string | null;
	/** The scales that have answers, most answers first. */
	scales: readonly Readonly<{ scale: Scale; n: number }>[];
}>;

const instant = (ms: number | null): string | null => (ms === null ? null : toRfc3339(ms));

export async function productFacts(clickhouse: ClickHouseClient, { number }: Product): Promise<ProductFacts> {
	const { feedback, events, firstMs, lastMs, scales } = await readProductFacts(clickhouse, number);
	return {
		feedback,
		events,
		firstAt: instant(firstMs),
		lastAt: instant(lastMs),
		scales: SCALE_NAMES.map((scale) => ({ scale, n: scales[scale] ?? 0 }))
			.filter(({ n }) => n > 0)
			.toSorted((a, b) => b.n - a.n)
	};
}
