import { createHash, timingSafeEqual } from 'node:crypto';
import { Slug, type Product } from '#lib/domain/product.ts';
import type { ApiKey } from '#lib/server/metadata/api-keys.ts';
import { sharedReads } from '#lib/server/metadata/shared-reads.ts';
import { createKeyRing } from './api-key.ts';
import { createEndedSessions } from './ended-sessions.ts';
import { NOBODY, type Identity } from './identity.ts';
import { mayDo } from './may-do.ts';
import type { People } from './people.ts';
import { isProductAction, type Action } from './rules.ts';

/** Why a door stays shut: 401 who are you, 403 you may not, 404 no such product, 422 name a product. */
export type Refusal = Readonly<{ status: 401 | 403 | 404 | 422; title: string; path?: string }>;

export type Admission = Readonly<{ product: Product | null }> | Readonly<{ refusal: Refusal }>;

export type Access = Readonly<{
	/** From `Authorization: Bearer KEY`; `null` when a key was given and is wrong. */
	identifyKey: (text: string) => Promise<Identity | null>;
	/** From a session cookie. */
	identifyPerson: (headers: Headers) => Promise<Identity>;
	/** Resolves the product that is named and asks `mayDo`; who administers may name one or none. */
	admit: (identity: Identity, action: Action, slug: string | null) => Promise<Admission>;
	mayDo: typeof mayDo;
	/** From now on the key opens nothing here. */
	revokeKey: (id: string) => void;
	/** From now on no socket opens with the session; requests look it up each time. */
	endSession: (id: string) => void;
	/** Whether the identity's key was revoked, or its session ended, while this process runs. */
	isRevoked: (identity: Identity) => boolean;
	/** Looks every key up anew, as after a change of its product. */
	forgetKeys: () => void;
}>;

type Options = {
	masterKey: string | null;
	people: People;
	readApiKey: (hash: string) => Promise<ApiKey | null>;
	readProduct: (slug: string) => Promise<Product | null>;
	now: () => number;
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const refuse = (status: Refusal['status'], title: string, path?: string): Admission => ({
	refusal: path === undefined ? { status, title } : { status, title, path }
});

/** The one gate: who is it, which product, may they. */
export function createAccess({ masterKey, people, readApiKey, readProduct, now }: Options): Access {
	const keys = createKeyRing({ read: readApiKey, now });
	const productNamed = sharedReads(readProduct);
	const endedSessions = createEndedSessions(now);
	const master = masterKey === null ? null : digest(masterKey);

	async function productFor(identity: Identity, slug: string | null): Promise<Product | Admission> {
		if (identity.kind === 'key')
			return slug === null || slug === identity.product.slug
				? identity.product
				: refuse(403, 'This key belongs to another product.', 'product');
		if (slug === null) return refuse(422, 'Name the product: ?product=SLUG.', 'product');
		const product = Slug.safeParse(slug).success ? await productNamed(slug) : null;
		return product ?? refuse(404, `There is no product "${slug.slice(0, 64)}".`, 'product');
	}

	return {
		mayDo,
		revokeKey: keys.revoke,
		endSession: endedSessions.add,
		isRevoked: (identity) =>
			(identity.kind === 'key' && keys.isRevoked(identity.id)) ||
			(identity.kind === 'person' && endedSessions.has(identity.session)),
		forgetKeys: keys.forgetAll,
		identifyPerson: people.identify,
		identifyKey: async (text) => {
			if (master !== null && timingSafeEqual(master, digest(text))) return { kind: 'master' };
			const key = await keys.find(text);
			return key ? { kind: 'key', id: key.id, name: key.name, scopes: key.scopes, product: key.product } : null;
		},
		admit: async (identity, action, slug) => {
			if (action === 'public') return { product: null };
			if (identity.kind === NOBODY.kind) return refuse(401, 'Sign in, or send a key: Authorization: Bearer KEY.');
			const isOfProduct = isProductAction(action) || (action === 'administer' && slug !== null);
			if (!isProductAction(action) && !mayDo(identity, action, null)) return refuse(403, forbidden(identity, action));
			if (!isOfProduct) return { product: null };
			const product = await productFor(identity, slug);
			if (!('slug' in product)) return product;
			return mayDo(identity, action, product) ? { product } : refuse(403, forbidden(identity, action));
		}
	};
}

function forbidden(identity: Identity, action: Action): string {
	if (identity.kind === 'key' && isProductAction(action)) return `This key lacks the scope "${action}".`;
	if (action === 'administer') return 'Only the master key or an administrator may do this.';
	return 'This is not allowed with these credentials.';
}
