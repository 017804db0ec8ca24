import { createImpact } from '#lib/stats/impact/create-impact.ts';
import { createSeries } from '#lib/stats/impact/series.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import { afterBucket, PATH_A_START } from '#lib/stats/impact/path-a.ts';
import { parted, simulatedCell } from '../fixtures/impact-cells.ts';
import { SPLITS, splitHours } from '../fixtures/impact-simulation-concurrent.ts';
import { atMost, type Bar } from './path-a-table.ts';
import { STARS } from './path-a-runs.ts';
import { medianOf } from './seeds.ts';

/** Milliseconds of processor time that something takes each of so many times, at the median; others use the machine too. */
function medianTime(times: number, batch: number, work: (index: number) => void): number {
	const taken = Array.from({ length: times }, (_, index) => {
		const before = process.cpuUsage();
		for (let one = 0; one < batch; one++) work(index * batch + one);
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1000 / batch;
	});
	return medianOf(taken) ?? Infinity;
}

/** How long fits and looks take, in milliseconds. */
export function speedBars(): Bar[] {
	const { before, after } = parted(simulatedCell('all', 6, { preHours: 90 * 24, postHours: 400 }));
	const cold = medianTime(15, 1, () => createSeries(before));
	const impact = createImpact(before);
	for (const bucket of after.slice(0, 100)) impact.push(bucket);
	const openAt = (index: number) => after[100 + (index % 300)] ?? null;
	const look = medianTime(15, 40, (index) => impact.judge(openAt(index), ALONE));
	const tick = medianTime(15, 50, (index) => impact.peek(openAt(index)));
	const hours = splitHours(SPLITS.fifty, 7000);
	const sideBySide = medianTime(9, 1, () => {
		let path = PATH_A_START;
		for (const counts of hours) path = afterBucket(path, STARS, [counts]);
	});
	return [
		atMost('cold fit of 90 days of hours, ms', cold, 150),
		atMost('tick, verdict and interval, ms', look, 1),
		atMost('ticks of 50 cells, ms', 50 * tick, 50),
		atMost('path A, a bucket, ms', sideBySide / hours.length, 0.05)
	];
}
