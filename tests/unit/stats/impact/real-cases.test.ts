import { describe, expect, it } from 'vitest';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import type { ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import { codesOf, parted } from '../../../fixtures/impact-cells.ts';
import {
	hourOfDate,
	readStream,
	streamCell,
	type StreamMetric,
	type StreamName
} from '../../../fixtures/impact-streams.ts';
import reference from '../../../fixtures/impact-streams/cases.json';

/** What may and may not be said of one real release. `settledDay`: from then on only what is acceptable; before, what is not forbidden. */
type RealCase = {
	dataset: StreamName;
	release: string;
	date: string;
	metric: StreamMetric;
	direction: string;
	acceptable: string[];
	forbidden: string[];
	reasonsAnyOf?: string[];
	settledDay: number;
	note: string;
};

const CASES = reference.cases as RealCase[];
const STREAMS = { 'gmail-ios': readStream('gmail-ios'), 'chrome-ios': readStream('chrome-ios') };

/** `improved only with SELECTION or VOLUME_CHANGED`: a verdict, how reasons bear on it, and which. */
const RULE = /^([a-z-]+)(?: (only with|without) (?:one of )?(.+))?$/;

/** Whether what is said is what a rule speaks of. */
function isSaid(rule: string, { verdict, codes }: { verdict: string; codes: readonly string[] }): boolean {
	const [, name, how, list = ''] = RULE.exec(rule) ?? [];
	if (name !== verdict) return false;
	const has = list.split(/, | or /).some((code) => codes.includes(code));
	return how === undefined || has === (how === 'only with');
}

/** What is said at the end of every day. `withParts`: with what was since removed as a segment, and the story as a topic. */
function daily(real: RealCase, withParts: boolean): ImpactOutcome[] {
	const direction = real.direction === 'higher-is-better' ? 'higher' : 'lower';
	const cell = streamCell(STREAMS[real.dataset], hourOfDate(real.date), real.metric, { direction, withParts });
	const { before, after } = parted(cell);
	const impact = createImpact(before);
	const aDay = 24 / cell.widthHours;
	return after.flatMap((bucket, index) => {
		impact.push(bucket);
		return (index + 1) % aDay === 0 ? [impact.judge(null, ALONE)] : [];
	});
}

const CAUTIONS = ['COMPOSITION', 'TOPIC', 'SHORT_LIVED', 'LATE_ONSET'];

describe('real releases, looked at daily for 28 days', { timeout: 60_000 }, () => {
	it.each(
		CASES.flatMap((real) => (real.metric === 'mean-stars' ? [false, true] : [false]).map((parts) => ({ real, parts })))
	)('$real.dataset $real.release: $real.metric (parts: $parts)', ({ real, parts }) => {
		const { acceptable, forbidden, reasonsAnyOf, settledDay } = real;
		const said = daily(real, parts).map((outcome) => ({ verdict: outcome.verdict, codes: codesOf(outcome) }));
		expect(said.length).toBeGreaterThanOrEqual(28);
		said.forEach((one, index) => {
			const told = { day: index + 1, ...one };
			const isForbidden = forbidden.some((rule) => isSaid(rule, one));
			const isAcceptable = index + 1 < settledDay || acceptable.some((rule) => isSaid(rule, one));
			expect({ ...told, isForbidden, isAcceptable }).toEqual({ ...told, isForbidden: false, isAcceptable: true });
			if (one.verdict !== 'not-identifiable' || !reasonsAnyOf || reasonsAnyOf.includes('')) return;
			expect(one.codes.some((code) => reasonsAnyOf.includes(code))).toBe(true);
		});
	});

	it.each([
		['6.0.210321', 'all-answers', 5],
		['6.0.210321', 'low-answers', 6],
		['69.0.3497.71', 'all-answers', 3],
		['69.0.3497.71', 'low-answers', 3]
	] as const)('%s: %s is established on day %i and stays so', (release, metric, day) => {
		const real = CASES.find((one) => one.release === release && one.metric === metric)!;
		const verdicts = daily(real, false).map(({ verdict }) => verdict);
		expect(verdicts.indexOf('regressed') + 1).toBe(day);
		expect(new Set(verdicts.slice(day - 1))).toEqual(new Set(['regressed']));
	});

	it('calls a flood of answers an improvement where more answers are better', () => {
		const real = CASES.find((one) => one.release === '69.0.3497.71' && one.metric === 'all-answers')!;
		expect(daily({ ...real, direction: 'higher-is-better' }, false).at(-1)!.verdict).toBe('improved');
	});

	it('says in a caution when a change came late and passes again', () => {
		const real = CASES.find((one) => one.release === '6.0.210321' && one.metric === 'low-answers')!;
		expect(codesOf(daily(real, false).at(-1)!).filter((code) => CAUTIONS.includes(code))).toEqual([
			'SHORT_LIVED',
			'LATE_ONSET'
		]);
	});
});
