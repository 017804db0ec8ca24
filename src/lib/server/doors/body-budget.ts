import { BodyError } from './body-error.ts';

/** Bodies of all requests together that are being read, parsed or stored. */
const MOST_BYTES = 64_000_000;

/** One request's part of the memory for bodies. */
export type BodyShare = Readonly<{
	/** @throws BodyError 429 when all requests together hold too much */
	take: (bytes: number) => void;
	/** How much was taken. */
	bytes: () => number;
	/** Gives everything back. */
	release: () => void;
}>;

/** Shares out the memory for bodies; only what has arrived counts, so that nobody can reserve by a header. */
export function createBodyBudget(mostBytes = MOST_BYTES): () => BodyShare {
	let usedBytes = 0;
	return () => {
		let ownBytes = 0;
		return {
			take: (bytes) => {
				if (usedBytes + bytes > mostBytes)
					throw new BodyError(429, 'Too much is being sent at once. Send again after the time in Retry-After.');
				usedBytes += bytes;
				ownBytes += bytes;
			},
			bytes: () => ownBytes,
			release: () => {
				usedBytes -= ownBytes;
				ownBytes = 0;
			}
		};
	};
}
