import { ReleaseInput } from '#lib/domain/release.ts';
import { instantOf, timeError } from './feedback-rows.ts';
import { cellReader, type FieldMapping } from './field-mapping.ts';
import type { FieldError, ReadableRow } from './source-row.ts';
import { versionKey } from './version-key.ts';
import { writtenTime, type TimePlan } from './written-time.ts';

/** A release as it is posted: `at` in epoch milliseconds, or a date where only a date is known. */
export type ReleaseToSend = Readonly<{ version: string; at: number | string } & Record<string, string | number>>;

export type ReleaseRead = Readonly<{ release: ReleaseToSend }> | Readonly<{ errors: FieldError[] }>;

/** A date stays a date: no one claims that the release reached everyone at midnight. */
export function releaseTime(cell: string, plan: TimePlan): number | string | null {
	const time = writtenTime(cell, plan.dayOrder);
	if (time && 'wallMs' in time && time.isDateOnly) return new Date(time.wallMs).toISOString().slice(0, 10);
	return instantOf(cell, plan);
}

export const releaseErrors = (release: unknown): FieldError[] =>
	ReleaseInput.safeParse(release).error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];

/** From a row of a file to a release; a version that a row above has is an error, as only one could stay. */
export function createReleaseRows(mapping: FieldMapping, plan: TimePlan) {
	const readers = [...mapping.fields].map(([field, source]) => [field, cellReader(source)] as const);
	const lines = new Map<string, number>();
	return ({ line, cells }: ReadableRow): ReleaseRead => {
		const filled = readers.map(([field, read]) => [field, read(cells)] as const).filter(([, cell]) => cell !== '');
		const { version = '', at: writtenAt = '', ...rest } = Object.fromEntries(filled);
		const at = releaseTime(writtenAt, plan);
		if (at === null) return { errors: [timeError(writtenAt)] };
		const release = { version, at, ...rest };
		const errors = releaseErrors(release);
		const above = lines.get(versionKey(version));
		if (above !== undefined) errors.push({ path: 'version', message: `Stands in line ${above} already.` });
		if (errors.length > 0) return { errors };
		lines.set(versionKey(version), line);
		return { release };
	};
}
