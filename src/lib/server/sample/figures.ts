import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** One answer's figures at its own time, before it is moved. */
export type Figure = Readonly<{ atMs: number; stars: number; topic: string }>;

export type SampleRelease = Readonly<{ version: string; atMs: number; title: string; notes: string }>;

/** Sentences by topic, stars and language. */
export type Sentences = z.infer<typeof Words>['sentences'];

/** What db/sample holds: real figures, and words that were written for them. */
export type Figures = Readonly<{
	/** Oldest first. */
	rows: readonly Figure[];
	/** Oldest first. */
	releases: readonly SampleRelease[];
	sentences: Sentences;
}>;

/** Where the figures' clocks stand; it has kept one distance from UTC throughout. */
export const SAMPLE_ZONE = 'Asia/Shanghai';
const startOfDayMs = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);
const ORIGIN_MS = startOfDayMs('2017-01-01');

const Words = z.object({
	sentences: z.record(
		z.string(),
		z.record(z.string(), z.object({ en: z.array(z.string()).nonempty(), zh: z.array(z.string()).nonempty() }))
	),
	releases: z.record(z.string(), z.object({ title: z.string(), notes: z.string() }))
});

/** The cells below the header. */
const cellsOf = (csv: string): string[][] =>
	csv
		.trimEnd()
		.split('\n')
		.slice(1)
		.map((line) => line.split(','));

function rowsOf(csv: string): Figure[] {
	let atMs = ORIGIN_MS;
	return cellsOf(csv).map(([after, stars, topic = '']) => {
		atMs += Number(after) * 1000;
		return { atMs, stars: Number(stars), topic };
	});
}

export async function readFigures(folder: string): Promise<Figures> {
	const [figures, releases, words] = await Promise.all([
		readFile(join(folder, 'figures.csv.gz')),
		readFile(join(folder, 'releases.csv'), 'utf8'),
		readFile(join(folder, 'words.json'), 'utf8')
	]);
	const { sentences, releases: notes } = Words.parse(JSON.parse(words));
	return {
		rows: rowsOf(gunzipSync(figures).toString()),
		releases: cellsOf(releases).map(([version = '', date = '']) => ({
			version,
			atMs: startOfDayMs(date),
			...(notes[version] ?? { title: '', notes: '' })
		})),
		sentences
	};
}
