import { error } from '@sveltejs/kit';
import type { Answered } from '#lib/domain/answered.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Release } from '#lib/domain/release.ts';
import { ALL_TIME } from '../view.ts';
import type { PageServerLoad } from './$types.js';
import { excerpt } from './marked-text.ts';

const OTHERS = 20;
const LONGEST_ID = 128;

/** The release that was the newest when the answer was given, and the one that the answer itself names. */
function releasesOf({ at, version }: Answered, releases: readonly Release[]) {
	const brief = (release: Release | undefined) => release && { version: release.version, at: release.at };
	const inForce = releases.reduce<Release | undefined>(
		(newest, one) => (one.at <= at && (newest === undefined || one.at >= newest.at) ? one : newest),
		undefined
	);
	return {
		inForce: brief(inForce) ?? null,
		own: brief(releases.find((release) => version !== '' && release.version === version)) ?? null
	};
}

/** The newest of what else the customer said, and how much there is of it. */
async function othersOf({ id, customer }: Answered, parts: App.Locals['parts'], product: Product) {
	if (customer === '') return null;
	const { answers, total } = await parts.answers(product, {
		range: { fromMs: Date.parse(ALL_TIME.from), toMs: Date.parse(ALL_TIME.to) },
		filter: [{ field: 'customer', op: '=', value: customer }],
		after: null,
		limit: OTHERS + 1
	});
	const others = answers.filter((one) => one.id !== id).slice(0, OTHERS);
	return {
		total: (total ?? 1) - 1,
		answers: others.map(({ id: own, at, scale, score, text }) => ({
			...{ id: own, at, scale, score },
			text: excerpt(text, [])
		}))
	};
}

/** The one answer that the address opens: `null` when it opens none, `'gone'` when there is no such answer. */
export const load: PageServerLoad = async ({ locals: { parts, product }, url }) => {
	if (!product) error(404);
	const id = url.searchParams.get('answer');
	if (id === null) return { open: null };
	const answer = id.length <= LONGEST_ID ? await parts.answer(product, id) : null;
	if (!answer) return { open: 'gone' as const };
	const [others, releases] = await Promise.all([othersOf(answer, parts, product), parts.releases(product)]);
	return { open: { answer, others, ...releasesOf(answer, releases) } };
};
