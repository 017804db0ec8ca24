import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pathAReport } from './path-a-report.ts';

const FILE = 'docs/impact-path-a.md';

/** Below 1 for a quick look; the page holds figures of the full number only. */
const SCALE = Number(process.env.UPSHOT_CALIBRATE_SCALE ?? 1);

it('path A holds its bars', () => {
	const { lines, missed } = pathAReport(SCALE);
	console.log(lines.join('\n'));
	if (SCALE === 1) {
		const [start, end] = ['<!-- path-a -->', '<!-- /path-a -->'];
		const text = readFileSync(FILE, 'utf8');
		const [before, rest] = text.split(start);
		writeFileSync(FILE, `${before}${start}\n\n${lines.join('\n')}\n\n${end}${rest?.split(end)[1]}`);
	}
	expect(missed).toEqual([]);
});
