import type { Product, Scope } from '#lib/domain/product.ts';

/** Who asks. */
export type Identity =
	| Readonly<{ kind: 'nobody' }>
	| Readonly<{ kind: 'master' }>
	| Readonly<{ kind: 'key'; id: string; name: string; scopes: readonly Scope[]; product: Product }>
	| Readonly<{
			kind: 'person';
			id: string;
			name: string;
			email: string;
			role: string;
			/** The session that says so, and when it ends unless it is used. */
			session: string;
			expiresMs: number;
	  }>;

export const NOBODY: Identity = { kind: 'nobody' };
