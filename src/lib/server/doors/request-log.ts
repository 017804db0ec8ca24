import { randomBytes } from 'node:crypto';
import type { SeenRequest } from '#lib/live/contract.ts';
import type { Identity } from '#lib/server/access/identity.ts';
import type { Product } from '#lib/domain/product.ts';

/** Kept of one product, and products kept: a few megabytes, and some 200 if all of them send only what is refused. */
const PER_PRODUCT = 100;
const MOST_PRODUCTS = 200;
const PER_REQUEST = 20;
/** Names of fields are shown, and whoever sends may call a field what they like. */
const MOST_PATH = 60;
const MOST_MESSAGE = 200;
/** Requests of this long are shown together. */
const COALESCE_MS = 200;

type Problem = SeenRequest['problems'][number];

/** What a door knows of a request when it has answered it. */
export type AnsweredRequest = Pick<SeenRequest, 'path' | 'status' | 'bytes' | 'rows'> &
	Readonly<{ identity: Identity; problems: readonly Problem[] }>;

export type RequestLog = Readonly<{
	/** Nothing is kept of a request whose product is unknown. */
	record: (product: Product | null, request: AnsweredRequest) => void;
	/** Newest first. */
	newest: (product: number) => readonly SeenRequest[];
	stop: () => void;
}>;

/** As bytes and back: a part of a text would keep the whole of it in memory, which can be as long as a body. */
const beginning = (text: string, most: number): string => Buffer.from(text.slice(0, most)).toString();

const cut = (text: string, most: number): string => (text.length > most ? `${beginning(text, most)}…` : text);

function senderOf(identity: Identity): SeenRequest['sender'] {
	if (identity.kind === 'key' || identity.kind === 'person') return { kind: identity.kind, name: identity.name };
	return { kind: 'master', name: '' };
}

type Options = Readonly<{ now: () => number; onSeen: (product: number, requests: readonly SeenRequest[]) => void }>;

/**
 * The last requests that brought something to each product, and why rows were refused: never a text, a score, a
 * customer or a key. In the memory of this process alone.
 */
export function createRequestLog({ now, onSeen }: Options): RequestLog {
	const kept = new Map<number, SeenRequest[]>();
	const fresh = new Map<number, SeenRequest[]>();
	const process = randomBytes(4).toString('hex');
	let counted = 0;
	let timer: NodeJS.Timeout | null = null;

	function tell(): void {
		timer = null;
		for (const [product, requests] of fresh) onSeen(product, requests);
		fresh.clear();
	}
	const pushed = (requests: readonly SeenRequest[] | undefined, one: SeenRequest): SeenRequest[] =>
		[one, ...(requests ?? [])].slice(0, PER_PRODUCT);

	return {
		record: (product, { identity, problems, ...request }) => {
			if (product === null) return;
			const one: SeenRequest = {
				...request,
				id: `${process}-${counted++}`,
				at: new Date(now()).toISOString(),
				sender: senderOf(identity),
				problems: problems.slice(0, PER_REQUEST).map(({ index, path, message }) => ({
					index,
					path: cut(path, MOST_PATH),
					message: cut(message, MOST_MESSAGE)
				}))
			};
			const before = kept.get(product.number);
			// Newest last: the product that was silent for longest is forgotten first.
			kept.delete(product.number);
			kept.set(product.number, pushed(before, one));
			const [oldest] = kept.keys();
			if (kept.size > MOST_PRODUCTS && oldest !== undefined) kept.delete(oldest);
			fresh.set(product.number, pushed(fresh.get(product.number), one));
			timer ??= setTimeout(tell, COALESCE_MS);
		},
		newest: (product) => kept.get(product) ?? [],
		stop: () => {
			if (timer) clearTimeout(timer);
		}
	};
}
