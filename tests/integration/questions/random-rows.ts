import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import type { Topic } from '#lib/domain/topic.ts';
import { SCALE_NAMES, SCALES } from '#lib/domain/scale.ts';
import type { Random } from './random.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Values of each kind, the absent and the awkward among them. */
export const POOL = {
	version: ['', '1.0.0', '1.1.0', '2.0.0-beta'],
	channel: ['', 'app', 'web', 'e-mail', `it's "quoted" \\ {x}`],
	lang: ['', 'en', 'zh-CN'],
	customer: ['', ...Array.from({ length: 24 }, (_, index) => `customer ${index}`)],
	text: ['', 'Too slow', 'too SLOW again', 'Ärger mit der Straße', 'ΚΑΛΗΜΈΡΑ Ελλάς', '很慢 🙂', '100 %_\t\n'],
	name: ['feedback.asked', 'feedback.asked', 'feedback.dismissed', 'search', 'pay "now"'],
	value: [null, null, 0, 1, 2.5, -3, 1e21, 1e-7, 123_456_789.125],
	plan: ['pro', 'free', 'Pro', ''],
	/** Of the topics below, none, and one that nobody named is refused. */
	topic: ['', 'slow', 'words of others'],
	seats: ['1', '5', '12', '3.5', 'many', '1e3', 'true']
} as const;

/** What texts of the pool are about; 'too SLOW again' and others are about one, some about both, most about none. */
export const TOPICS: readonly Topic[] = [
	{ name: 'slow', terms: ['slow', '很慢'], aboutProduct: true },
	{ name: 'words of others', terms: ['καλημέρα', 'again', 'Straße'], aboutProduct: false }
];

/** Often close to the moment at which the clock changes, and often on an edge or a hair beside one. */
function momentAround(centreMs: number, random: Random): number {
	const reach = random.chance(0.4) ? 4 * HOUR : random.chance(0.7) ? 12 * DAY : 50 * DAY;
	const ms = centreMs + random.whole(-reach, reach);
	if (random.chance(0.6)) return ms;
	return Math.round(ms / 900_000) * 900_000 + random.pick([-1, 0, 0, 1]);
}

function attributes(random: Random): [string, string][] {
	const own: [string, string][] = [];
	if (random.chance(0.7)) own.push(['plan', random.pick(POOL.plan)]);
	if (random.chance(0.5)) own.push(['seats', random.pick(POOL.seats)]);
	if (random.chance(0.2)) own.push([`o'd\\d.name`, random.pick(POOL.plan)]);
	return own;
}

export function randomFeedback(count: number, centreMs: number, random: Random): FeedbackRow[] {
	return Array.from({ length: count }, (_, index) => {
		const scale = random.chance(0.15) ? null : random.pick(SCALE_NAMES);
		return {
			id: `f${index}`,
			ownId: true,
			atMs: momentAround(centreMs, random),
			scale,
			score: scale && random.whole(SCALES[scale].min, SCALES[scale].max),
			text: scale === null || random.chance(0.3) ? random.pick(POOL.text) : '',
			customer: random.pick(POOL.customer),
			version: random.pick(POOL.version),
			channel: random.pick(POOL.channel),
			lang: random.pick(POOL.lang),
			attributes: attributes(random)
		};
	});
}

export const randomEvents = (count: number, centreMs: number, random: Random): EventRow[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `e${index}`,
		ownId: true,
		atMs: momentAround(centreMs, random),
		name: random.pick(POOL.name),
		value: random.pick(POOL.value),
		customer: random.pick(POOL.customer),
		version: random.pick(POOL.version),
		attributes: attributes(random)
	}));
