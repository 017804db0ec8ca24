import type { FeedbackRow } from '#lib/domain/feedback.ts';
import { chance } from './chance.ts';
import type { Figures } from './figures.ts';

/** What every row says of itself, under `attributes.sample`. */
export const SAMPLE_MARK = 'written for the sample';

/** Purposes of chance; answers and events draw from different ones. */
const LANGUAGE = 1;
const SENTENCE = 2;

/** Customers come, stay for some hundred answers, and go. */
const STAY = 400;
const NEW_PER_ANSWER = 0.8;

/** Who stands behind an answer or an event at this place; some answer more than once. */
export const customerAt = (place: number, purpose: number): string =>
	`c-${1000 + Math.floor(place * NEW_PER_ANSWER + chance(place, purpose) * STAY)}`;

/** The version that was out at that time, before any move; '' before the first. */
export function versionAt({ releases }: Pick<Figures, 'releases'>, atMs: number): string {
	let low = 0;
	let high = releases.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((releases[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
		else high = middle;
	}
	return releases[low - 1]?.version ?? '';
}

/** The purpose under which an answer's customer is drawn, so that the question to them can be drawn alike. */
export const ANSWERING = 3;

/** The answer at this place, moved by `shiftMs`. */
export function sampleFeedback(figures: Figures, place: number, shiftMs: number): FeedbackRow {
	const figure = figures.rows[place];
	if (!figure) throw new RangeError(`the sample has no row ${place}`);
	const lang = chance(place, LANGUAGE) < 0.5 ? 'en' : 'zh';
	const sentences = figures.sentences[figure.topic]?.[figure.stars]?.[lang];
	const text = sentences?.[Math.floor(chance(place, SENTENCE) * sentences.length)];
	if (text === undefined) throw new Error(`no sentence for ${figure.topic} with ${figure.stars} stars`);
	return {
		id: `sample-${place}`,
		ownId: true,
		atMs: figure.atMs + shiftMs,
		scale: 'stars',
		score: figure.stars,
		text,
		customer: customerAt(place, ANSWERING),
		version: versionAt(figures, figure.atMs),
		channel: 'App Store',
		lang,
		attributes: [
			['topic', figure.topic],
			['sample', SAMPLE_MARK]
		]
	};
}
