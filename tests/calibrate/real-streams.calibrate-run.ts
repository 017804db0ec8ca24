import { expect, it } from 'vitest';
import { placeboHours, readStream } from '../fixtures/impact-streams.ts';
import { atMost, type Bar } from './path-a-table.ts';
import { placeboRun } from './placebo-runs.ts';
import { shareOf } from './seeds.ts';
import { writeSection } from './write-section.ts';

/** Of a stream's placebo days every so many are tried: all of them at 1. */
const EVERY = Math.max(1, Math.round(1 / Number(process.env.UPSHOT_CALIBRATE_SCALE ?? 1)));

/** Which line to run alone, such as `gmail-ios all-answers`; the page is written by whole runs only. */
const ONLY = process.env.UPSHOT_CALIBRATE_LINE;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

it('real streams hold their placebo bars', () => {
	const bars: Bar[] = [];
	const rows: string[] = [];
	for (const name of ['gmail-ios', 'chrome-ios'] as const)
		for (const metric of ['mean-stars', 'all-answers'] as const) {
			const title = `${name} ${metric}`;
			if (ONLY !== undefined && ONLY !== title) continue;
			const stream = readStream(name);
			const days = placeboHours(stream);
			const runs = days.filter((_, index) => index % EVERY === 0).map((hour) => placeboRun(stream, hour, metric));
			const found = runs.filter(({ declaredDay }) => declaredDay !== null);
			const share = shareOf(runs, ({ declaredDay }) => declaredDay !== null);
			const naive = shareOf(runs, ({ naiveDay }) => naiveDay !== null);
			bars.push(atMost(`${title}: false verdicts`, share, 0.03));
			const dates = found.map(({ hour }) => new Date(hour * 3_600_000).toISOString().slice(0, 10)).join(', ');
			const cells = [name, metric, days.length, runs.length, percent(naive), `${percent(share)} (${found.length})`];
			rows.push(`| ${[...cells, dates || '–', share <= 0.03 ? 'holds' : '**does not hold**'].join(' | ')} |`);
			console.log(rows.at(-1));
		}
	const head = [
		'| stream | metric | days | tried | naive test, peeked daily | false verdicts, peeked daily | placebo days with one | ≤ 3 % |',
		'| --- | --- | --- | --- | --- | --- | --- | --- |'
	];
	if (ONLY === undefined) writeSection('docs/impact.md', 'real-streams', [...head, ...rows]);
	expect(bars.filter(({ holds }) => !holds)).toEqual([]);
});
