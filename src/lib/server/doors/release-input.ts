import { dayStartMs } from '#lib/domain/day-start.ts';
import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Product } from '#lib/domain/product.ts';
import type { ReleaseInput, ReleasePatch } from '#lib/domain/release.ts';
import type { ReleaseRow } from '#lib/server/metadata/releases.ts';

type Fields = Partial<Omit<ReleaseRow, 'version'>>;

/**
 * The columns that a request sets. A bare date means the product's own midnight, and a gradual roll-out unless said
 * otherwise: nobody knows better when customers got it.
 */
function fieldsOf(
	{ at, stages, ...plain }: Omit<ReleaseInput, 'version' | 'at'> & ReleasePatch,
	product: Product
): Fields {
	const isDate = at !== undefined && 'date' in at;
	return {
		...plain,
		...(at !== undefined && { at: new Date('date' in at ? dayStartMs(at.date, product.timezone) : at.ms) }),
		...(isDate && plain.rollout === undefined && { rollout: 'gradual' as const }),
		...(stages !== undefined && { stages: stages.map((stage) => ({ at: toRfc3339(stage.at), share: stage.share })) })
	};
}

export const releaseChanges = (patch: ReleasePatch, product: Product): Fields => fieldsOf(patch, product);

export function releaseRow({ version, ...input }: ReleaseInput, product: Product): ReleaseRow {
	const { at, ...fields } = fieldsOf(input, product);
	if (!at) throw new Error('a new release passed its schema without a time');
	return { version, at, ...fields };
}
