import { eventSchema } from '#lib/domain/feedback.ts';
import { createAttributes, instantOf, timeError } from './feedback-rows.ts';
import { cellReader, type FieldMapping } from './field-mapping.ts';
import { plainNumber } from './plain-number.ts';
import { quotedCell, type FieldError, type ReadableRow } from './source-row.ts';
import type { TimePlan } from './written-time.ts';

/** One event as it is posted. The order of its fields never changes: an id is the hash of its JSON. */
export type EventToSend = Readonly<{
	at: number;
	name: string;
	value?: number;
	customer?: string;
	version?: string;
	attributes?: Readonly<Record<string, unknown>>;
}>;

/** `json` is the event's, without the id. */
export type EventRead =
	Readonly<{ id: string; event: EventToSend; json: string }> | Readonly<{ errors: readonly FieldError[] }>;

/** From a row of a file to an event, checked by the rules that the server has. */
export function createEventRows(
	{ mapping, times }: { mapping: FieldMapping; times: TimePlan },
	newId: (content: string) => string,
	now: () => number
) {
	const read = (field: string) => cellReader(mapping.fields.get(field));
	const [id, at, name, value] = [read('id'), read('at'), read('name'), read('value')];
	const [customer, version] = [read('customer'), read('version')];
	const attributesOf = createAttributes(mapping);
	const schema = eventSchema({ now, newId: () => '' });

	return (row: ReadableRow): EventRead => {
		const { cells } = row;
		const writtenAt = at(cells);
		const instant = instantOf(writtenAt, times);
		const writtenValue = value(cells);
		const number = Number(writtenValue);
		const errors: FieldError[] = [];
		if (writtenValue !== '' && !Number.isFinite(number))
			errors.push({ path: 'value', message: `${quotedCell(writtenValue)} is not a number.` });
		if (instant === null || errors.length > 0)
			return { errors: [...(instant === null ? [timeError(writtenAt)] : []), ...errors] };
		const event: EventToSend = {
			at: instant,
			name: name(cells),
			value: writtenValue === '' ? undefined : number,
			customer: plainNumber(customer(cells)) || undefined,
			version: version(cells) || undefined,
			attributes: attributesOf(row)
		};
		const ownId = id(cells);
		const checked = schema.safeParse(ownId === '' ? event : { ...event, id: ownId });
		if (!checked.success)
			return { errors: checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
		const json = JSON.stringify(event);
		return { id: ownId === '' ? newId(json) : ownId, event, json };
	};
}
