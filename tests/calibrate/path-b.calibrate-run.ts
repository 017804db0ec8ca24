import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pathBReport } from './path-b-report.ts';

const FILE = 'docs/impact.md';

/** Part of the seeds to take; the page says how many each figure rests on. */
const SCALE = Number(process.env.UPSHOT_CALIBRATE_SCALE ?? 1);

it('path B holds its bars', () => {
	const { lines, missed } = pathBReport(SCALE, (line) => console.log(line));
	const [start, end] = ['<!-- path-b -->', '<!-- /path-b -->'];
	const text = readFileSync(FILE, 'utf8');
	const [before, rest] = text.split(start);
	writeFileSync(FILE, `${before}${start}\n\n${lines.join('\n')}\n\n${end}${rest?.split(end)[1]}`);
	expect(missed).toEqual([]);
});
