import type { Product } from '#lib/domain/product.ts';
import type { Identity } from './identity.ts';
import { isProductAction, type Action } from './rules.ts';

/**
 * Whether this identity may do this to this product; `product` is `null` where the action concerns none.
 * The one question every door asks.
 */
export function mayDo(identity: Identity, action: Action, product: Product | null): boolean {
	if (action === 'public') return true;
	if (isProductAction(action) && product === null) return false;
	switch (identity.kind) {
		case 'nobody':
			return false;
		case 'master':
			return action !== 'sign-in';
		case 'person':
			return action !== 'operate' && (action !== 'administer' || identity.role === 'administrator');
		case 'key':
			if (action === 'any-scope') return true;
			return isProductAction(action) && identity.scopes.includes(action) && identity.product.number === product?.number;
	}
}
