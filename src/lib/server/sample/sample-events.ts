import type { EventRow } from '#lib/domain/feedback.ts';
import { chance } from './chance.ts';
import type { Figures } from './figures.ts';
import { ANSWERING, customerAt, versionAt } from './sample-feedback.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600 * SECOND_MS;

/** Purposes of chance, apart from those of answers. */
const ANSWERED_AFTER = 10;
const HOW_MANY_ASKED = 11;
const VISIT = 12;
const TABS = 13;
/** Several draws of each: the number of the event is added. */
const ASKED_AT = 20;
const ASKED_WHOM = 30;
const DISMISSED = 40;

/** Answers are a third of what is asked: for each, one to three others say nothing. */
const MOST_SILENT = 3;
const DISMISSED_SHARE = 0.25;
/** Of an hour without further ado. */
const VISIT_SHARE = 0.23;
const TABS_SHARE = 0.5;
const WEEKEND_SHARE = 0.8;

type Draft = Readonly<{ name: string; atMs: number; customer: string }>;

/** The question that led to the answer, and those that others left alone since the answer before. */
function asked(place: number, { fromMs, toMs }: { fromMs: number; toMs: number }): Draft[] {
	const drafts: Draft[] = [
		{
			name: 'feedback.asked',
			atMs: toMs - Math.round((15 + 120 * chance(place, ANSWERED_AFTER)) * SECOND_MS),
			customer: customerAt(place, ANSWERING)
		}
	];
	const silent = 1 + Math.floor(chance(place, HOW_MANY_ASKED) * MOST_SILENT);
	for (let index = 0; index < silent; index++) {
		// Most come shortly before the answer: then people are about.
		const atMs = toMs - Math.round((toMs - fromMs) * chance(place, ASKED_AT + index) ** 3);
		const customer = customerAt(place, ASKED_WHOM + index);
		const dismissed = chance(place, DISMISSED + index) < DISMISSED_SHARE;
		drafts.push({ name: 'feedback.asked', atMs: dismissed ? atMs - 9 * SECOND_MS : atMs, customer });
		if (dismissed) drafts.push({ name: 'feedback.dismissed', atMs, customer });
	}
	return drafts;
}

/** Few come at five in the afternoon in Shanghai, when it is night where most of them live; fewer at weekends. */
function visitShare(atMs: number): number {
	const hour = atMs / HOUR_MS + 8;
	const day = Math.floor(hour / 24);
	const ofDay = 1 - 0.6 * Math.cos(((hour - 17) / 24) * 2 * Math.PI);
	// 1970-01-01 was a Thursday.
	const weekday = (day + 4) % 7;
	return VISIT_SHARE * ofDay * (weekday === 0 || weekday === 6 ? WEEKEND_SHARE : 1);
}

/** Visits that led to nothing else, after `fromMs` until `toMs`: at most one an hour. */
function visits(place: number, { fromMs, toMs }: { fromMs: number; toMs: number }): Draft[] {
	const drafts: Draft[] = [];
	for (let hour = Math.floor(fromMs / HOUR_MS); hour * HOUR_MS <= toMs; hour++) {
		const drawn = chance(hour, VISIT);
		const share = visitShare(hour * HOUR_MS);
		// What is left of the draw is as good as a new one.
		const atMs = hour * HOUR_MS + Math.floor((drawn / share) * HOUR_MS);
		if (drawn >= share || atMs <= fromMs || atMs > toMs) continue;
		const customer = customerAt(place, VISIT + (hour % 7));
		const withTabs = chance(hour, TABS) < TABS_SHARE;
		drafts.push({ name: 'app.opened', atMs: withTabs ? atMs - 40 * SECOND_MS : atMs, customer });
		if (withTabs) drafts.push({ name: 'tab.opened', atMs, customer });
	}
	return drafts;
}

/**
 * What customers did between the answer before this place and the one at it, moved by `shiftMs`; none is later than
 * the answer, with which they are sent.
 */
export function sampleEvents(figures: Figures, place: number, shiftMs: number): EventRow[] {
	const figure = figures.rows[place];
	if (!figure) throw new RangeError(`the sample has no row ${place}`);
	const range = { fromMs: figures.rows[place - 1]?.atMs ?? figure.atMs - HOUR_MS, toMs: figure.atMs };
	return [...asked(place, range), ...visits(place, range)].map(({ name, atMs, customer }, index) => ({
		id: `sample-${place}-${index}`,
		ownId: true,
		atMs: atMs + shiftMs,
		name,
		value: null,
		customer,
		version: versionAt(figures, atMs),
		attributes: [['sample', 'made up for the sample']]
	}));
}
