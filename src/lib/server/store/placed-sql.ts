import type { Bindings } from './bindings.ts';
import type { MetricQuestion } from './metric-question.ts';

/**
 * `sums` (of each bucket and `grp`), each with the series it belongs to, `name` and `other`: groups beyond the first
 * `groups` by `size` over the whole range (ties by name) are of the others.
 */
export function placedSql(
	sums: string,
	size: string,
	{ groupBy, groups }: Pick<MetricQuestion, 'groupBy' | 'groups'>,
	{ bind }: Bindings
): string {
	if (groupBy === undefined) return `SELECT *, '' AS name, 0 AS other FROM (${sums})`;
	const sized = `SELECT *, ${size} OVER (PARTITION BY grp) AS size FROM (${sums})`;
	const ranked = `SELECT *, dense_rank() OVER (ORDER BY size DESC, grp ASC) AS rank FROM (${sized})`;
	return `SELECT *, rank > ${bind('UInt32', groups)} AS other, if(other, '', grp) AS name FROM (${ranked})`;
}
