import { setTimeout as delay } from 'node:timers/promises';
import { ServerError } from './failures.ts';
import { duration } from './printable.ts';
import { connectionFailure, refusal } from './problem-replies.ts';

export type Call = Readonly<{
	method: 'GET' | 'POST';
	/** Below `/api/v1/`. */
	path: string;
	query?: Readonly<Record<string, string>>;
	body?: string | Uint8Array<ArrayBuffer>;
	contentType?: string;
	/** Tries again after a lost connection: only for what may arrive twice. */
	isPatient?: boolean;
	/** Statuses besides 2xx that are an answer and no refusal. */
	accepts?: readonly number[];
}>;

export type Reply = Readonly<{ status: number; body: unknown }>;

export type UpshotClient = Readonly<{ address: string; call: (call: Call) => Promise<Reply> }>;

export type ClientOptions = Readonly<{
	address: string;
	apiKey: string;
	product: string;
	say: (message: string) => void;
	interrupted: AbortSignal;
	/** After each loss of the connection; when they are used up it is given up. */
	lostDelaysMs?: readonly number[];
}>;

const LOST_DELAYS_MS = [250, 1000, 4000, 10_000, 15_000];
/** As long as a server may be busy, or started again, before an import gives up. */
const MOST_THROTTLED_MS = 120_000;
const LONGEST_WAIT_MS = 60_000;
const TIMEOUT_MS = 120_000;

/** Why a call did not get its answer yet; `waitMs` is the server's wish. */
type Setback = Readonly<{ reason: string; waitMs: number | null }>;

/** Seconds or a date. */
function retryAfterMs(header: string | null): number {
	if (header === null) return 1000;
	const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
	return Number.isNaN(ms) ? 1000 : Math.min(Math.max(0, ms), LONGEST_WAIT_MS);
}

function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

const isSetback = (answer: Reply | Setback): answer is Setback => 'reason' in answer;

/** Calls one server about one product. Waits where it says so, and holds all calls back together. */
export function createUpshotClient(options: ClientOptions): UpshotClient {
	const { address, apiKey, product, say, interrupted, lostDelaysMs = LOST_DELAYS_MS } = options;
	let pausedUntilMs = 0;

	async function attempt({ method, path, query, body, contentType }: Call): Promise<Reply | Setback> {
		const search = new URLSearchParams({ product, ...query });
		const headers = { authorization: `Bearer ${apiKey}`, ...(contentType && { 'content-type': contentType }) };
		try {
			const response = await fetch(`${address}/api/v1/${path}?${search.toString()}`, {
				method,
				headers,
				body: body ?? null,
				redirect: 'manual',
				signal: AbortSignal.timeout(TIMEOUT_MS)
			});
			const { status } = response;
			const text = await response.text();
			if (status === 429 || status === 503) {
				const reason = status === 429 ? 'The server asks for a pause.' : 'The server is not able right now.';
				return { reason, waitMs: retryAfterMs(response.headers.get('retry-after')) };
			}
			if (status === 502 || status === 504) return { reason: `${address} answered ${status}.`, waitMs: null };
			return { status, body: jsonIn(text) };
		} catch (cause) {
			return { reason: connectionFailure(cause, address), waitMs: null };
		}
	}

	async function pause(ms: number, reason: string): Promise<void> {
		if (interrupted.aborted) throw new ServerError(reason);
		if (Date.now() >= pausedUntilMs) say(`${reason} Trying again in ${duration(ms)}.`);
		pausedUntilMs = Math.max(pausedUntilMs, Date.now() + ms);
		await waited();
	}

	async function waited(): Promise<void> {
		const ms = pausedUntilMs - Date.now();
		// An interruption ends the wait; the next setback then gives up.
		if (ms > 0) await delay(ms, null, { signal: interrupted }).catch(() => null);
	}

	async function call(one: Call): Promise<Reply> {
		let throttledMs = 0;
		let lost = 0;
		for (;;) {
			await waited();
			const answer = await attempt(one);
			if (!isSetback(answer)) {
				if ((answer.status >= 200 && answer.status < 300) || one.accepts?.includes(answer.status)) return answer;
				throw refusal(answer.status, answer.body, address);
			}
			const { reason, waitMs } = answer;
			if (waitMs !== null) {
				throttledMs += Math.max(waitMs, 1000);
				if (throttledMs > MOST_THROTTLED_MS) throw new ServerError(`${reason} That took too long; try again later.`);
				await pause(waitMs, reason);
			} else {
				const delayMs = lostDelaysMs[lost++];
				if (delayMs === undefined || !one.isPatient) throw new ServerError(reason);
				await pause(delayMs, reason);
			}
		}
	}

	return { address, call };
}
