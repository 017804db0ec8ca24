import type { Backlog } from './backlog.ts';
import { createTokenBucket } from './token-bucket.ts';

/** A page that comes back opens fifty panels at once, and then fifty others. */
const OPENS = { most: 250, perSecond: 50 };
const EVENTS = { most: 500, perSecond: 100 };
/** Who goes on after so many refusals reads none of them. */
const MOST_REFUSED = 2_000;
/** So many questions of one connection are with the store; the others wait, and other connections do not. */
const AT_ONCE = 8;
/** What to open costs a question to the store. */
const ASKING = ['panel', 'words'];
const WAIT = 'Wait a few seconds.';

export type EventIntake = Readonly<{
	/** Why the event may not come now; `null` when it may. */
	refusal: (name: string) => string | null;
	/** Whether it goes on and on in spite of refusals. */
	isFlood: () => boolean;
	/** Works on the event in its turn; `work` never rejects. */
	take: (name: string, work: () => Promise<void>) => Promise<void>;
}>;

/**
 * How events of one connection come in: not too many a second, only so many at once, none while earlier replies wait
 * unread, and those of one subject one after another: what was opened and then closed is closed in the end. Panels are
 * closed by the id that their opening replied, so they need no order.
 */
export function createEventIntake(backlog: Backlog, now: () => number): EventIntake {
	const mayOpen = createTokenBucket(OPENS, now);
	const mayCome = createTokenBucket(EVENTS, now);
	const last = new Map<string, Promise<void>>();
	const waiting: (() => void)[] = [];
	let free = AT_ONCE;
	let refused = 0;

	async function inPlace(work: () => Promise<void>): Promise<void> {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			await backlog.hasRoom();
			await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	}

	return {
		refusal: (name) => {
			const [subject = '', verb] = name.split(':');
			if (!mayCome()) {
				refused++;
				return `A connection may send ${EVENTS.perSecond} events a second. ${WAIT}`;
			}
			if (verb !== 'open' || !ASKING.includes(subject) || mayOpen()) return null;
			return `A connection may open ${OPENS.perSecond} panels a second. ${WAIT}`;
		},
		isFlood: () => refused > MOST_REFUSED,
		take: (name, work) => {
			const [subject = ''] = name.split(':');
			if (subject === 'panel') return inPlace(work);
			const turn = (last.get(subject) ?? Promise.resolve()).then(() => inPlace(work));
			last.set(subject, turn);
			return turn;
		}
	};
}
