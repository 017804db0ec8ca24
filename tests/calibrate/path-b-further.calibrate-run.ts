import { expect, it } from 'vitest';
import { pathBFurtherReport } from './path-b-further.ts';
import { writeSection } from './write-section.ts';

/** Part of the seeds to take; the page says how many each figure rests on. */
const SCALE = Number(process.env.UPSHOT_CALIBRATE_SCALE ?? 1);

/** How the checks begin that are to run alone; the page is written by whole runs only. */
const ONLY = process.env.UPSHOT_CALIBRATE_LINE;

it('path B holds its further bars', () => {
	const { lines, missed } = pathBFurtherReport(SCALE, ONLY, (line) => console.log(line));
	if (ONLY === undefined) writeSection('docs/impact.md', 'path-b-further', lines);
	expect(missed).toEqual([]);
});
