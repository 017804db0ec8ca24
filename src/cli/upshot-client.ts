import {
	createPatientCaller,
	GivenUp,
	Refused,
	type Call,
	type Reply,
	type Setback
} from '#lib/sending/patient-caller.ts';
import { ServerError } from './failures.ts';
import { duration } from './printable.ts';
import { connectionFailure, refusal } from './problem-replies.ts';

export type { Call, Reply };

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

function setbackText({ reason, status, cause }: Setback, address: string): string {
	if (reason === 'paused') return 'The server asks for a pause.';
	if (reason === 'not-able') return 'The server is not able right now.';
	return reason === 'gateway' ? `${address} answered ${status}.` : connectionFailure(cause, address);
}

/** Calls one server about one product with a key, and says what it waits for. */
export function createUpshotClient(options: ClientOptions): UpshotClient {
	const { address, apiKey, product, say, interrupted, lostDelaysMs } = options;
	const caller = createPatientCaller({
		...{ address, product, interrupted, lostDelaysMs },
		headers: { authorization: `Bearer ${apiKey}` },
		onSetback: (setback, waitMs) => say(`${setbackText(setback, address)} Trying again in ${duration(waitMs)}.`)
	});

	async function call(one: Call): Promise<Reply> {
		try {
			return await caller(one);
		} catch (cause) {
			if (cause instanceof Refused) throw refusal(cause.status, cause.body, address);
			if (!(cause instanceof GivenUp)) throw cause;
			const reason = setbackText(cause.setback, address);
			throw new ServerError(cause.tookTooLong ? `${reason} That took too long; try again later.` : reason);
		}
	}

	return { address, call };
}
