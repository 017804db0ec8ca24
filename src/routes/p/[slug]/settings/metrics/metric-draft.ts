import { METRIC_WEIGHTS, type DIRECTIONS, type MetricWeight } from '#lib/domain/metric-settings.ts';
import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { isNumericField, type Filter } from '#lib/domain/question.ts';

export const KINDS = [
	'count',
	'share',
	'mean',
	'quantile',
	'customers',
	'per-customer',
	'conversion',
	'return-rate'
] as const;
export type Kind = (typeof KINDS)[number];

/** One filter as it is typed. */
export type DraftFilter = { field: string; attribute: string; op: Filter['op']; value: string };

/** A metric as it is typed; what its kind does not have is left out of the definition. */
export type Draft = {
	name: string;
	title: string;
	kind: Kind;
	over: 'feedback' | 'events';
	where: DraftFilter[];
	/** What a share counts, or what a conversion waits for. */
	match: DraftFilter[];
	field: string;
	attribute: string;
	q: number;
	days: number;
	unit: string;
	direction: (typeof DIRECTIONS)[number];
	effect: number | null;
	weight: MetricWeight;
};

export type OwnListed = Readonly<{
	name: string;
	title: string;
	unitName: string;
	definition: MetricDefinition;
	direction: (typeof DIRECTIONS)[number];
	minimumMeaningfulEffect: number;
	weight: MetricWeight;
}>;

export const newFilter = (over: Draft['over']): DraftFilter => ({
	...{ field: over === 'events' ? 'name' : 'channel', attribute: '', op: '=', value: '' }
});

export const newDraft = (): Draft => ({
	...{ name: '', title: '', kind: 'count', over: 'events', where: [newFilter('events')], match: [newFilter('events')] },
	...{ field: 'value', attribute: '', q: 0.5, days: 7, unit: '', direction: 'neither', effect: null },
	weight: METRIC_WEIGHTS[2]
});

const PREFIX = 'attributes.';
const isAttribute = (field: string): boolean => field.startsWith(PREFIX);

const typed = ({ field, op, value }: Filter): DraftFilter => ({
	field: isAttribute(field) ? 'attribute' : field,
	attribute: isAttribute(field) ? field.slice(PREFIX.length) : '',
	...{ op, value: [value].flat().join(', ') }
});

/** A saved metric as the form shows it. */
export function draftOf({ definition, unitName, minimumMeaningfulEffect, ...rest }: OwnListed): Draft {
	const match = 'of' in definition ? definition.of : 'then' in definition ? definition.then : [];
	const field = 'field' in definition ? definition.field : null;
	return {
		...newDraft(),
		...{ name: rest.name, title: rest.title, direction: rest.direction, weight: rest.weight },
		...{ kind: definition.kind, over: definition.over, unit: unitName, effect: minimumMeaningfulEffect },
		where: definition.where.map(typed),
		match: match.map(typed),
		...(field !== null && {
			field: isAttribute(field) ? 'attribute' : field,
			attribute: isAttribute(field) ? field.slice(PREFIX.length) : ''
		}),
		...('q' in definition && { q: definition.q }),
		...('days' in definition && { days: definition.days })
	};
}

const fieldName = ({ field, attribute }: { field: string; attribute: string }): string =>
	field === 'attribute' ? `${PREFIX}${attribute}` : field;

function filterOf({ op, value, ...named }: DraftFilter): unknown {
	const field = fieldName(named);
	const isNumber = isNumericField(field) || op === '>=' || op === '<=';
	const one = (text: string) => (isNumber && text.trim() !== '' ? Number(text) : text);
	return { field, op, value: op === 'in' ? value.split(',').map((part) => one(part.trim())) : one(value) };
}

export const measures = (kind: Kind): boolean => kind === 'mean' || kind === 'quantile';
export const matches = (kind: Kind): boolean => kind === 'share' || kind === 'conversion';
export const waits = (kind: Kind): boolean => kind === 'conversion' || kind === 'return-rate';
export const hasUnit = ({ kind, field }: Draft): boolean => measures(kind) && field !== 'score';

/** What the server is asked to keep; it finds what is wrong with it. */
export function definitionOf(draft: Draft): Readonly<Record<string, unknown>> {
	const { kind, over, q, days } = draft;
	return {
		...{ kind, over, where: draft.where.map(filterOf) },
		...(kind === 'share' && { of: draft.match.map(filterOf) }),
		...(kind === 'conversion' && { then: draft.match.map(filterOf) }),
		...(measures(kind) && { field: fieldName(draft) }),
		...(kind === 'quantile' && { q }),
		...(waits(kind) && { days })
	};
}

export const bodyOf = (draft: Draft): Readonly<Record<string, unknown>> => ({
	definition: definitionOf(draft),
	...{ direction: draft.direction, weight: draft.weight },
	...(draft.title.trim() !== '' && { title: draft.title }),
	...(draft.effect !== null && { minimumMeaningfulEffect: draft.effect }),
	...(hasUnit(draft) && draft.unit.trim() !== '' && { unit: draft.unit })
});
