import { Temporal } from 'temporal-polyfill';
import type { Product } from '#lib/domain/product.ts';
import { ReleaseInput, type Release } from '#lib/domain/release.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { movePromises } from '#lib/server/metadata/move-promises.ts';
import { deleteRelease, readRelease, upsertRelease } from '#lib/server/metadata/releases.ts';
import { releaseRow } from './release-input.ts';

/** What stood in the form, and the fields that have to be mended; the page knows the words. */
export type WrongRelease = Readonly<{ wrong: readonly string[]; typed: Readonly<Record<string, string>> }>;

const STAGES = 20;

/** A day and perhaps a time of the product's own clock; without a time the day alone. */
function momentOf(date: string, time: string, zone: string): string | number | undefined {
	if (date === '') return undefined;
	if (time === '') return date;
	try {
		return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
	} catch {
		return `${date}T${time}`;
	}
}

/** Stages as the form names them: `stage-date-0`, `stage-time-0`, `stage-share-0` (percent), and so on. */
function stagesOf(form: FormData, zone: string) {
	const text = (name: string) => String(form.get(name) ?? '').trim();
	return Array.from({ length: STAGES }, (_, index) => ({
		at: momentOf(text(`stage-date-${index}`), text(`stage-time-${index}`) || '00:00', zone),
		share: text(`stage-share-${index}`) === '' ? undefined : Number(text(`stage-share-${index}`)) / 100
	})).filter(({ at, share }) => at !== undefined || share !== undefined);
}

const FIELDS = ['version', 'before', 'date', 'time', 'title', 'notes', 'url', 'assignment', 'rollout'];

/** The field of the form in which a field of the release is typed. */
const formField = (path: PropertyKey | undefined): string => (path === 'at' ? 'date' : String(path ?? 'version'));

/**
 * Adds or changes the release in a form of the page. `before` is the version it had; another one renames it, unless
 * that is taken.
 */
export async function saveRelease(
	database: Database,
	product: Product,
	form: FormData
): Promise<{ release: Release; renamedFrom: string | null } | WrongRelease> {
	const typed = Object.fromEntries(FIELDS.map((name) => [name, String(form.get(name) ?? '').trim()]));
	const { version, before, date = '', time = '', assignment, rollout } = typed;
	const parsed = ReleaseInput.safeParse({
		version,
		at: momentOf(date, time, product.timezone),
		title: typed.title,
		notes: typed.notes,
		url: typed.url,
		...(assignment && { assignment }),
		...(rollout && { rollout }),
		stages: stagesOf(form, product.timezone)
	});
	if (!parsed.success) return { wrong: parsed.error.issues.map(({ path }) => formField(path[0])), typed };
	const isRenamed = Boolean(before) && before !== parsed.data.version;
	if ((isRenamed || !before) && (await readRelease(database, product.number, parsed.data.version)))
		return { wrong: ['taken'], typed };
	const { release } = await upsertRelease(database, product.number, releaseRow(parsed.data, product));
	const renamedFrom = isRenamed && before ? before : null;
	if (renamedFrom !== null) {
		await movePromises(database, product.number, { from: renamedFrom, to: release.version });
		await deleteRelease(database, product.number, renamedFrom);
	}
	return { release, renamedFrom };
}
