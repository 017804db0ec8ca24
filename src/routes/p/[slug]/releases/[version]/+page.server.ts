import { error, fail } from '@sveltejs/kit';
import { DecisionInput } from '#lib/domain/decision.ts';
import { toRfc3339 } from '#lib/domain/instant.ts';
import { listedPromises } from '#lib/domain/promise.ts';
import { authorOf } from '#lib/server/doors/author.ts';
import { readPromiseForm } from '#lib/server/doors/promise-form.ts';
import { readTopicForm } from '#lib/server/doors/topic-form.ts';
import { addDecision, readDecisions } from '#lib/server/metadata/decisions.ts';
import { addPromise, readPromises } from '#lib/server/metadata/promises.ts';
import { readRelease } from '#lib/server/metadata/releases.ts';
import { readImpact } from './read-impact.ts';
import { readWords } from './read-words.ts';
import { readMix } from './mix.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** A verdict that is known already comes with the page; one that has to be made comes after it. */
const AT_ONCE_MS = 400;

/** `later` is `null` where the value is here: it would be sent twice. */
type Later<Value> = Readonly<{ value: Value | null; later: Promise<Value> | null }>;

async function atOnce<Value>(later: Promise<Value>): Promise<Later<Value>> {
	const none = new Promise<null>((resolve) => setTimeout(() => resolve(null), AT_ONCE_MS));
	const value = await Promise.race([later.catch(() => null), none]);
	return { value, later: value === null ? later : null };
}

/** Markers of the charts: no other release can stand on them. */
const NEAR_MS = 60 * 86_400_000;

export const load: PageServerLoad = async ({ params, url, depends, locals: { parts, product } }) => {
	if (!product) error(404);
	depends('upshot:impact');
	const [releases, metrics] = await Promise.all([parts.releases(product), parts.metrics(product)]);
	const release = releases.find(({ version }) => version === params.version);
	if (!release) error(404);
	const impact = readImpact(parts, product, { version: release.version, metric: url.searchParams.get('metric') });
	impact.catch((cause: unknown) => parts.log.error({ err: cause }, 'a release could not be judged'));
	const words = readWords(parts, product, release.version);
	words.catch((cause: unknown) => parts.log.error({ err: cause }, 'the words around a release could not be read'));
	const [promises, decisions, topics, mix] = await Promise.all([
		readPromises(parts.database, product.number, release.version),
		readDecisions(parts.database, product.number, release.version),
		parts.topics(product),
		readMix({ ask: (question) => parts.questions.ask(product, question), releaseMs: Date.parse(release.at) })
	]);
	return {
		release,
		releases: releases
			.filter(({ at }) => Math.abs(Date.parse(at) - Date.parse(release.at)) < NEAR_MS)
			.map((one) => ({ ...one, notes: '' })),
		metrics,
		impact: await atOnce(impact),
		words: await atOnce(words),
		topics,
		promises: listedPromises(promises, release.at),
		decisions,
		mix
	};
};

export const actions: Actions = {
	promise: async ({ params, request, locals: { parts, product, identity } }) => {
		if (!product) error(404);
		const read = readPromiseForm(await request.formData(), await parts.metrics(product));
		if ('wrong' in read) return fail(422, { promise: read });
		const written = { input: read.input, writtenBy: authorOf(identity), writtenAtMs: Date.now() };
		await addPromise(parts.database, { product: product.number, version: params.version }, written);
		return { promised: true };
	},
	topic: async ({ request, locals: { parts, product } }) => {
		if (!product) error(404);
		const read = readTopicForm(await request.formData(), await parts.topics(product));
		if ('wrong' in read) return fail(422, { wrongTopic: read });
		const saved = await parts.saveTopic(product, read);
		if (saved === null) return fail(422, { wrongTopic: { wrong: 'room' as const, name: read.name } });
		return { savedTopic: read.name };
	},
	decide: async ({ params, request, locals: { parts, product, identity } }) => {
		if (!product) error(404);
		const form = await request.formData();
		const read = DecisionInput.safeParse({ decision: form.get('decision'), why: String(form.get('why') ?? '') });
		if (!read.success) return fail(422, { undecided: true });
		if (!(await readRelease(parts.database, product.number, params.version))) error(404);
		const decision = { ...read.data, by: authorOf(identity), at: toRfc3339(Date.now()) };
		await addDecision(parts.database, { product: product.number, version: params.version }, decision);
		return { decided: true };
	}
};
