type BodyStatus = 400 | 408 | 413 | 415 | 429;

/** Why a body cannot be used, as the status of the answer. */
export class BodyError extends Error {
	readonly status: BodyStatus;
	constructor(status: BodyStatus, message: string) {
		super(message);
		this.status = status;
	}
}
