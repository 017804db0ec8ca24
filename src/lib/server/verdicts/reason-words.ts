import type { Reason } from '#lib/stats/impact/reason.ts';

const rounded = (value: number | undefined, digits = 0): string =>
	value === undefined || !Number.isFinite(value) ? '?' : String(Number(value.toFixed(digits)));

const percent = (value: number | undefined): string =>
	value === undefined || !Number.isFinite(value) ? '?' : `${Math.round(value * 100)} %`;

/** For programs and their people; the pages have words of their own. */
const WORDS: Readonly<Record<Reason['code'], (reason: Reason) => string>> = {
	PRE_TOO_SHORT: ({ values }) =>
		`There are ${rounded(values.days, 1)} days of answers before the release; 14 are needed.`,
	SELF_SELECTED: () => 'Customers chose the new version themselves, and who they are is not known.',
	SPLIT_BROKEN: () => 'The shares of the versions are not those that were planned.',
	OUTAGE: ({ values }) =>
		`Hours without answers: ${percent(values.before)} of those before, ${percent(values.after)} of those after the release.`,
	OVERLAP: ({ names = [] }) => `Another release is too close to tell apart: ${names.join(', ') || 'unnamed'}.`,
	STEP_BEFORE: ({ values }) => `The change began about ${rounded(values.days)} days before the release.`,
	SELECTION: () => 'Who answered changed, so that the mean moved without anybody changing their mind.',
	CONFLICT: () => 'Comparing versions and comparing times say different things.',
	NO_METHOD: () => 'Only counts, shares and means have a method.',
	TOO_FEW: ({ values }) =>
		`${rounded(values.answers)} answers in ${rounded(values.hours)} hours since the release; 50 answers and 6 hours are needed.`,
	ONE_BURST: () => 'The evidence hangs on one stretch of time.',
	COLLECTING: () => 'There is not enough evidence yet.',
	NOT_CONFIRMED: ({ values }) =>
		`A signal that is not confirmed among ${rounded(values.cells)} metrics: the evidence needed is ${rounded(values.threshold, 1)}.`,
	WINDOW_OVER: () => 'The 28 days after the release are over and decided nothing.',
	UNDECIDABLE: () => 'This will not be decided within 28 days after the release.',
	WEAK_PRE: () => 'There are fewer than 21 days of answers before the release: twice the evidence is asked.',
	COMPOSITION: ({ names = [] }) => `The mix of ${names.join(', ') || 'customers'} changed; the effect is without that.`,
	VOLUME_CHANGED: ({ values }) => `The number of answers changed by ${percent(values.change)}.`,
	TOPIC: ({ values, names = [] }) =>
		`“${names.join(', ')}” went from ${percent(values.before)} to ${percent(values.after)} of the answers; without it the effect is ${rounded(values.without, 3)}.`,
	SHORT_LIVED: () => 'The change fades.',
	LATE_ONSET: ({ values }) => `The change began ${rounded(values.days, 1)} days after the release.`,
	BETTING_OPEN: () => 'With so few answers a second, exact test is asked, and it has not confirmed yet.'
};

export const reasonWords = (reason: Reason): { code: string; message: string } => ({
	code: reason.code,
	message: WORDS[reason.code](reason)
});
