import { describe, expect, it } from 'vitest';
import { markerLayout, rolloutLayout } from '#lib/charts/marker-layout.ts';
import { xOf } from '#lib/charts/frame.ts';
import { DAY_MS, frame, release, START_MS } from './fixtures.ts';

const words = { several: (count: number) => `${count} releases` };
const labels = (...releases: Parameters<typeof markerLayout>[0]) =>
	markerLayout(releases, frame, words).map(({ label }) => label);

describe('markerLayout', () => {
	it('names releases that stand apart', () =>
		expect(labels(release('2.0', 20), release('1.0', 5))).toEqual(['1.0', '2.0']));
	it('joins those whose labels would cover each other', () =>
		expect(labels(release('69.0.3497.71', 10), release('69.0.3497.91', 12), release('70.0', 40))).toEqual([
			'2 releases',
			'70.0'
		]));
	it('goes on joining when the joined label covers a third', () =>
		expect(labels(release('a', 10), release('b', 10.2), release('c', 13))).toEqual(['3 releases']));
	it('never joins so many that they bury the chart', () => {
		const releases = Array.from({ length: 40 }, (_, index) => release(`1.${index}.0`, 1 + index * 1.3));
		const markers = markerLayout(releases, frame, words);
		expect(markers.length).toBeGreaterThan(4);
		for (const { lines, labelWidth } of markers.slice(0, -1))
			expect(lines.at(-1)! - lines[0]!).toBeLessThan(labelWidth + 20);
	});
	it('leaves out what lies outside of the range', () =>
		expect(labels(release('old', -1), release('new', 55))).toEqual([]));
	it('turns a label to the left where there is no room at the right', () => {
		const [marker] = markerLayout([release('69.0.3497.105', 54)], frame, words);
		expect(marker!.labelX + marker!.labelWidth).toBeLessThan(marker!.lines[0]!);
	});
	it('never lets two markers overlap', () => {
		for (let gap = 0.3; gap < 12; gap += 0.7) {
			const releases = Array.from({ length: 12 }, (_, index) => release(`1.${index}.0`, 1 + index * gap));
			const markers = markerLayout(releases, frame, words);
			markers.forEach((marker, index) => {
				const before = markers[index - 1];
				if (before) expect(before.labelX + before.labelWidth).toBeLessThan(marker.lines[0]!);
			});
			expect(markers.flatMap((marker) => marker.releases).length).toBe(
				releases.filter(({ at }) => Date.parse(at) < frame.toMs).length
			);
		}
	});
});

describe('rolloutLayout', () => {
	const stages = [
		{ at: new Date(START_MS + 5 * DAY_MS).toISOString(), share: 0.05 },
		{ at: new Date(START_MS + 70 * DAY_MS).toISOString(), share: 1 }
	];
	it('spans the stages, cut to the range', () => {
		const [rollout] = rolloutLayout([release('4.2.0', 5, { rollout: 'gradual', stages })], frame);
		expect(rollout).toMatchObject({ firstShare: 0.05, lastShare: 1, x1: frame.width - frame.right });
		expect(rollout!.x0).toBeCloseTo(xOf(START_MS + 5 * DAY_MS, frame));
	});
	it('claims no region where no stages are known', () =>
		expect(rolloutLayout([release('4.2.0', 5, { rollout: 'gradual' })], frame)).toEqual([]));
});
