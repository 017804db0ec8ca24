import { IMPORT_KINDS, type ImportKind } from '#lib/domain/import.ts';
import { isTimeZone } from '#lib/domain/product.ts';
import { isEncoding } from '#lib/intake/file-text.ts';
import type { ImportAnswers } from '#lib/intake/import-answers.ts';
import type { DayOrder } from '#lib/intake/written-time.ts';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { requiredProduct } from './connection.ts';
import { UsageError } from './failures.ts';
import { printable } from './printable.ts';

export type ImportOptions = Readonly<{
	kind: ImportKind;
	file: string;
	product: string;
	/** Field → column; an empty column leaves the field out. */
	columns: ReadonlyMap<string, string>;
	/** Field → value of every row. */
	constants: ReadonlyMap<string, string>;
	isConfirmed: boolean;
	isDryRun: boolean;
	isJson: boolean;
	url: string | null;
	zone: string | null;
	dayOrder: DayOrder | null;
	encoding: string | null;
	sheet: string | null;
	rejectsFile: string | null;
}>;

const OPTIONS = {
	product: { type: 'string' },
	map: { type: 'string', multiple: true },
	set: { type: 'string', multiple: true },
	yes: { type: 'boolean' },
	'dry-run': { type: 'boolean' },
	json: { type: 'boolean' },
	url: { type: 'string' },
	zone: { type: 'string' },
	'date-format': { type: 'string' },
	encoding: { type: 'string' },
	sheet: { type: 'string' },
	rejects: { type: 'string' }
} as const satisfies ParseArgsConfig['options'];

const DAY_ORDERS = new Map<string, DayOrder>([
	['dmy', 'day-month'],
	['mdy', 'month-day']
]);

/** What `parse` gives; its complaint about unknown options, without its advice for programmers. */
export function parsedOrUsage<T>(parse: () => T): T {
	try {
		return parse();
	} catch (cause) {
		const [sentence = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\. To specify/);
		throw new UsageError(`${printable(sentence).replace(/\.$/, '')}. See upshot --help.`);
	}
}

/** `field=value` pairs, each field once. */
function pairs(option: string, values: readonly string[] = []): Map<string, string> {
	const found = new Map<string, string>();
	for (const value of values) {
		const [, field, rest] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
		if (field === undefined || rest === undefined)
			throw new UsageError(
				`--${option} takes field=${option === 'map' ? 'column' : 'value'}, not “${printable(value, 60)}”.`
			);
		if (found.has(field.trim())) throw new UsageError(`--${option} names ${printable(field, 60)} twice.`);
		found.set(field.trim(), rest.trim());
	}
	return found;
}

function chosenDayOrder(text: string | undefined): DayOrder | null {
	if (text === undefined) return null;
	const order = DAY_ORDERS.get(text.toLowerCase());
	if (!order) throw new UsageError('--date-format is dmy (31-01-2026) or mdy (01/31/2026).');
	return order;
}

function checked(value: string | undefined, isKnown: (value: string) => boolean, advice: string): string | null {
	if (value === undefined) return null;
	if (!isKnown(value)) throw new UsageError(`“${printable(value, 60)}” is unknown: ${advice}`);
	return value;
}

/** @throws UsageError when an option is unknown, missing or malformed */
export function importOptions(args: readonly string[]): ImportOptions {
	const { values, positionals } = parsedOrUsage(() =>
		parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
	);
	const [kind, file, ...rest] = positionals;
	const known = IMPORT_KINDS.find((one) => one === kind);
	if (known === undefined)
		throw new UsageError('Say what to import: upshot import feedback FILE, or events FILE, or releases FILE.');
	if (file === undefined) throw new UsageError(`Name the file: upshot import ${known} FILE.`);
	if (rest.length > 0) throw new UsageError(`One file at a time: what is “${printable(rest.join(' '), 60)}”?`);
	return {
		kind: known,
		file,
		product: requiredProduct(values.product),
		columns: pairs('map', values.map),
		constants: pairs('set', values.set),
		isConfirmed: values.yes ?? false,
		isDryRun: values['dry-run'] ?? false,
		isJson: values.json ?? false,
		url: values.url ?? null,
		zone: checked(values.zone, isTimeZone, '--zone takes an IANA zone, such as Asia/Shanghai.'),
		dayOrder: chosenDayOrder(values['date-format']),
		encoding: checked(values.encoding, isEncoding, '--encoding takes utf-8, gb18030, windows-1252 and the like.'),
		sheet: values.sheet ?? null,
		rejectsFile: values.rejects ?? null
	};
}

/** What the options decide about the import. */
export const givenAnswers = ({
	kind,
	columns,
	constants,
	dayOrder,
	zone,
	encoding,
	sheet
}: ImportOptions): ImportAnswers => ({
	kind,
	columns: Object.fromEntries(columns),
	constants: Object.fromEntries(constants),
	file: { ...(encoding !== null && { encoding }), ...(sheet !== null && { sheet }) },
	...(dayOrder !== null && { dayOrder }),
	...(zone !== null && { zone })
});
