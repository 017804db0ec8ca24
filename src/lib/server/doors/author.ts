import type { Identity } from '#lib/server/access/identity.ts';

/** Who asks, as it is written beside what they wrote. */
export const authorOf = (identity: Identity): string =>
	identity.kind === 'person' || identity.kind === 'key'
		? identity.name
		: identity.kind === 'master'
			? 'master key'
			: '';
