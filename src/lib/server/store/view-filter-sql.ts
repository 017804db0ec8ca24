import type { Filter } from '#lib/domain/question.ts';
import type { Bindings } from './bindings.ts';
import { fieldSql, type FieldSql } from './field-sql.ts';
import { filterOn } from './filter-sql.ts';

/** How a field is read from what analysts see, where that differs from the tables: a score that is not given is NULL. */
const viewFieldSql = (field: string, bindings: Bindings): FieldSql => {
	if (field === 'scale') return { kind: 'text', text: 'scale' };
	if (field !== 'score') return fieldSql(field, bindings);
	return {
		kind: 'number',
		number: 'ifNull(score, 0)',
		present: 'isNotNull(score)',
		text: `ifNull(toString(score), '')`
	};
};

/** One condition on the columns of analysts' tables that is true for the rows a filter lets through, never NULL. */
export const viewFilterSql = (filter: Filter, bindings: Bindings): string =>
	filterOn(viewFieldSql(filter.field, bindings), filter, bindings);
