import type { IncomingMessage } from 'node:http';
import type { Access, Admission } from '#lib/server/access/create-access.ts';
import { NOBODY, type Identity } from '#lib/server/access/identity.ts';
import type { Action } from '#lib/server/access/rules.ts';
import type { FieldError } from './problem.ts';

export type Identified = Readonly<{ identity: Identity }> | Readonly<{ wrong: string }>;

export type CheckOrigin = (header: string | null | undefined) => boolean;

const BEARER = /^Bearer +(\S+)$/i;

/** What a proxy in front asks for, such as Basic, is no key of ours. */
const isForUs = (authorization: string): boolean => /^Bearer\b/i.test(authorization);

/**
 * Who sends these headers: a key when one is given, else the person of the session. A session counts only for requests
 * of our own pages, so that no other site can use it.
 */
export function createIdentify({ access, isOurs }: { access: Access; isOurs: CheckOrigin }) {
	return async (headers: Headers): Promise<Identified> => {
		const authorization = headers.get('authorization');
		if (authorization !== null && isForUs(authorization)) {
			const text = BEARER.exec(authorization)?.[1];
			const identity = text === undefined ? null : await access.identifyKey(text);
			return identity ? { identity } : { wrong: 'This key is unknown or revoked.' };
		}
		if (!isOurs(headers.get('origin')) || headers.get('sec-fetch-site') === 'cross-site') return { identity: NOBODY };
		return { identity: await access.identifyPerson(headers) };
	};
}

export type Identify = ReturnType<typeof createIdentify>;

/** The web's headers of a Node request. */
export function headersOf(request: IncomingMessage): Headers {
	const headers = new Headers();
	for (const name of ['authorization', 'cookie', 'origin', 'sec-fetch-site', 'user-agent']) {
		const value = request.headers[name];
		if (typeof value === 'string') headers.set(name, value);
	}
	return headers;
}

export type IdentifyRaw = (
	request: IncomingMessage,
	action: Action,
	slug: string | null
) => Promise<{ identity: Identity; admission: Admission & { errors?: readonly FieldError[] } }>;

/** The gate for raw handlers: identity, product and permission in one step. */
export function createIdentifyRaw({ access, identify }: { access: Access; identify: Identify }): IdentifyRaw {
	return async (request, action, slug) => {
		const identified = await identify(headersOf(request));
		if ('wrong' in identified)
			return { identity: NOBODY, admission: { refusal: { status: 401, title: identified.wrong } } };
		const { identity } = identified;
		const admission = await access.admit(identity, action, slug);
		if (!('refusal' in admission) || admission.refusal.path === undefined) return { identity, admission };
		const { path, title } = admission.refusal;
		return { identity, admission: { ...admission, errors: [{ path, message: title }] } };
	};
}
