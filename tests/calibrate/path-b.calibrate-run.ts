import { expect, it } from 'vitest';
import { LINES, pathBReport } from './path-b-report.ts';
import { writeSection } from './write-section.ts';

/** Part of the seeds to take; the page says how many each figure rests on. */
const SCALE = Number(process.env.UPSHOT_CALIBRATE_SCALE ?? 1);

/** How the lines begin that are to run alone; the page is written by whole runs only. */
const ONLY = process.env.UPSHOT_CALIBRATE_LINE;

it('path B holds its bars', () => {
	const wanted = LINES.filter(({ name }) => name.startsWith(ONLY ?? ''));
	const { lines, missed } = pathBReport(SCALE, (line) => console.log(line), wanted);
	if (ONLY === undefined) writeSection('docs/impact.md', 'path-b', lines);
	expect(missed).toEqual([]);
});
