export type Call = Readonly<{
	method: 'GET' | 'POST' | 'PUT';
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

/** Why a call did not get its answer yet: the server asks for a pause, is not able, something before it is not, or nobody answered. */
export type Setback = Readonly<{
	reason: 'paused' | 'not-able' | 'gateway' | 'lost';
	status: number | null;
	/** What `fetch` threw. */
	cause: unknown;
}>;

/** The server's answer is no. */
export class Refused extends Error {
	readonly status: number;
	readonly body: unknown;

	constructor({ status, body }: Reply) {
		super(`refused with ${status}`);
		this.status = status;
		this.body = body;
	}
}

/** One setback after another: there is no use in going on now. */
export class GivenUp extends Error {
	readonly setback: Setback;
	/** Whether the server went on asking for patience. */
	readonly tookTooLong: boolean;

	constructor(setback: Setback, tookTooLong: boolean) {
		super(`gave up: ${setback.reason}`, { cause: setback.cause });
		this.setback = setback;
		this.tookTooLong = tookTooLong;
	}
}

export type CallerOptions = Readonly<{
	/** Everything before `/api/v1/`; '' in a page of the server itself. */
	address: string;
	product: string;
	headers?: Readonly<Record<string, string>>;
	/** Told at most once for calls that wait together. */
	onSetback: (setback: Setback, waitMs: number) => void;
	interrupted: AbortSignal;
	/** After each loss of the connection; when they are used up it is given up. */
	lostDelaysMs?: readonly number[] | undefined;
}>;

export type PatientCaller = (call: Call) => Promise<Reply>;

const LOST_DELAYS_MS = [250, 1000, 4000, 10_000, 15_000];
/** As long as a server may be busy, or started again, before an import gives up. */
const MOST_THROTTLED_MS = 120_000;
const LONGEST_WAIT_MS = 60_000;
const TIMEOUT_MS = 120_000;

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

/** Resolves after the time, or at once when it is interrupted. */
const waiting = (ms: number, interrupted: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		if (interrupted.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			interrupted.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		interrupted.addEventListener('abort', done);
	});

type Attempt = Reply | (Setback & Readonly<{ waitMs: number | null }>);

const SETBACKS = new Map<number, 'paused' | 'not-able' | 'gateway'>([
	[429, 'paused'],
	[503, 'not-able'],
	[502, 'gateway'],
	[504, 'gateway']
]);

/**
 * Calls one server about one product. Waits where it says so, tries again after a lost connection, and holds all calls
 * back together.
 * @throws Refused, GivenUp
 */
export function createPatientCaller(options: CallerOptions): PatientCaller {
	const { address, product, onSetback, interrupted, lostDelaysMs = LOST_DELAYS_MS } = options;
	let pausedUntilMs = 0;

	async function attempt({ method, path, query, body, contentType }: Call): Promise<Attempt> {
		const search = new URLSearchParams({ product, ...query });
		try {
			const response = await fetch(`${address}/api/v1/${path}?${search.toString()}`, {
				method,
				headers: { ...options.headers, ...(contentType && { 'content-type': contentType }) },
				body: body ?? null,
				redirect: 'manual',
				signal: AbortSignal.timeout(TIMEOUT_MS)
			});
			const { status } = response;
			const text = await response.text();
			const reason = SETBACKS.get(status);
			if (reason === undefined) return { status, body: jsonIn(text) };
			const waitMs = reason === 'gateway' ? null : retryAfterMs(response.headers.get('retry-after'));
			return { reason, status, cause: null, waitMs };
		} catch (cause) {
			return { reason: 'lost', status: null, cause, waitMs: null };
		}
	}

	const waited = async (): Promise<void> => {
		const ms = pausedUntilMs - Date.now();
		// An interruption ends the wait; the next setback then gives up.
		if (ms > 0) await waiting(ms, interrupted);
	};

	async function pause(ms: number, setback: Setback): Promise<void> {
		if (interrupted.aborted) throw new GivenUp(setback, false);
		if (Date.now() >= pausedUntilMs) onSetback(setback, ms);
		pausedUntilMs = Math.max(pausedUntilMs, Date.now() + ms);
		await waited();
	}

	return async (call) => {
		let throttledMs = 0;
		let lost = 0;
		for (;;) {
			await waited();
			const answer = await attempt(call);
			if (!('reason' in answer)) {
				if ((answer.status >= 200 && answer.status < 300) || call.accepts?.includes(answer.status)) return answer;
				throw new Refused(answer);
			}
			if (answer.waitMs !== null) {
				throttledMs += Math.max(answer.waitMs, 1000);
				if (throttledMs > MOST_THROTTLED_MS) throw new GivenUp(answer, true);
				await pause(answer.waitMs, answer);
			} else {
				const delayMs = lostDelaysMs[lost++];
				if (delayMs === undefined || !call.isPatient) throw new GivenUp(answer, false);
				await pause(delayMs, answer);
			}
		}
	};
}
