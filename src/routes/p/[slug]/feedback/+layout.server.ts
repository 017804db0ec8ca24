import { error, redirect } from '@sveltejs/kit';
import type { Product } from '#lib/domain/product.ts';
import { Question, type QuestionInput } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import { rangeOf } from '../overview-questions.ts';
import { formFilter } from '../read-view.ts';
import { ALL_TIME, viewSearch, withFilter } from '../view.ts';
import type { LayoutServerLoad } from './$types.js';
import { readPage, type AnswersPage } from './answers-page.ts';
import { parseCursor, readAsked, type Asked } from './asked.ts';

const DAY_MS = 86_400_000;
const RECENT_MS = 7 * DAY_MS;

/**
 * How many of the asked answers are recent: what grows by one when a new one arrives. Beginning on a day it is one
 * question for everybody who reads the same, and few rows to count anew.
 */
function recentQuestion({ read, conditions }: Asked, nowMs: number): QuestionInput {
	const weekAgoMs = Math.floor(nowMs / DAY_MS) * DAY_MS - RECENT_MS;
	const fromMs = weekAgoMs < read.toMs ? Math.max(read.fromMs, weekAgoMs) : read.fromMs;
	const { to } = rangeOf(read);
	return { metric: 'feedback_volume', from: fromMs, to, bucket: 'all', filter: conditions };
}

type Asking = { parts: App.Locals['parts']; product: Product };

const totalOf = async (question: QuestionInput, { parts, product }: Asking): Promise<number> =>
	(await parts.questions.ask(product, Question.parse(question))).result.series[0]?.buckets[0]?.n ?? 0;

/** What the answers at hand hold, as suggestions for a filter; asking the store for all of it would slow every search. */
function valuesOf({ answers }: AnswersPage, releases: readonly Release[], scales: readonly string[]) {
	const distinct = (values: readonly string[]) => [...new Set(values)].filter((value) => value !== '');
	return {
		channel: distinct(answers.map(({ channel }) => channel)),
		version: distinct([...answers.map(({ version }) => version), ...releases.map(({ version }) => version)]),
		scale: scales
	};
}

/**
 * The list of answers. It depends on what is asked and not on which answer is open (that is the page's), so opening
 * one reads nothing again and what was scrolled to stays.
 */
export const load: LayoutServerLoad = async ({ locals: { parts, product }, url, depends }) => {
	if (!product) error(404);
	depends('feedback:list');
	const params = url.searchParams;
	const nowMs = Date.now();
	const [releases, topics] = await Promise.all([parts.releases(product), parts.topics(product)]);
	const asked = readAsked(params, { nowMs, zone: product.timezone, releases, topics });
	const { view } = asked.read;
	const added = formFilter(params);
	if (added) redirect(303, `/p/${product.slug}/feedback${viewSearch(withFilter(view, added), ALL_TIME)}`);

	const after = parseCursor(params.get('after') ?? '');
	const asking = { parts, product };
	const recent = recentQuestion(asked, nowMs);
	/** Counted before the list is read: what arrives in between is called new once too often, never passed over. */
	const readList = async () => {
		const recentTotal = await totalOf(recent, asking);
		return { recentTotal, page: await readPage(asked, after.success ? after.data : null, asking) };
	};
	const [{ recentTotal, page }, facts] = await Promise.all([readList(), parts.facts(product)]);
	return {
		read: asked.read,
		words: asked.words,
		page,
		isLater: after.success,
		recent,
		recentTotal,
		facts,
		nowMs,
		origin: parts.origin,
		values: {
			...valuesOf(
				page,
				releases,
				facts.scales.map(({ scale }) => scale)
			),
			topic: topics.map(({ name }) => name)
		},
		releases: releases.map((release) => ({ ...release, notes: '' }))
	};
};
