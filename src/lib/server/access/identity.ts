import type { Product, Scope } from '#lib/domain/product.ts';

/** Who asks. */
export type Identity =
	| Readonly<{ kind: 'nobody' }>
	| Readonly<{ kind: 'master' }>
	| Readonly<{ kind: 'key'; id: string; name: string; scopes: readonly Scope[]; product: Product }>
	| Readonly<{ kind: 'person'; id: string; name: string; email: string; role: string }>;

export const NOBODY: Identity = { kind: 'nobody' };
