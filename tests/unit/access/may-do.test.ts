import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../src/lib/server/access/identity.ts';
import { NOBODY } from '../../../src/lib/server/access/identity.ts';
import { mayDo } from '../../../src/lib/server/access/may-do.ts';
import type { Action } from '../../../src/lib/server/access/rules.ts';
import type { Scope } from '../../../src/lib/domain/product.ts';

const MINE = { number: 1, slug: 'mine', name: 'Mine', timezone: 'UTC' };
const THEIRS = { ...MINE, number: 2, slug: 'theirs' };

const keyOf = (...scopes: Scope[]): Identity => ({ kind: 'key', id: 'k', name: 'Key', scopes, product: MINE });
const person = (role: string): Identity => ({
	kind: 'person',
	id: 'p',
	name: 'P',
	email: 'p@example.com',
	role,
	session: 's',
	expiresMs: 0
});

/** What each may do to the product `mine`; everything not listed is refused. */
const ALLOWED: [name: string, identity: Identity, actions: Action[]][] = [
	['nobody', NOBODY, ['public']],
	['the master key', { kind: 'master' }, ['ingest', 'read', 'write', 'any-scope', 'administer', 'operate', 'public']],
	['a key to ingest', keyOf('ingest'), ['ingest', 'any-scope', 'public']],
	['a key to read', keyOf('read'), ['read', 'any-scope', 'public']],
	['a key to write', keyOf('write'), ['write', 'any-scope', 'public']],
	['a key of all scopes', keyOf('ingest', 'read', 'write'), ['ingest', 'read', 'write', 'any-scope', 'public']],
	[
		'an administrator',
		person('administrator'),
		['ingest', 'read', 'write', 'any-scope', 'administer', 'sign-in', 'public']
	],
	['any other person', person('viewer'), ['ingest', 'read', 'write', 'any-scope', 'sign-in', 'public']]
];

const ACTIONS: Action[] = ['ingest', 'read', 'write', 'any-scope', 'administer', 'sign-in', 'operate', 'public'];

describe('mayDo', () => {
	it.each(ALLOWED)('lets %s do just this', (_, identity, actions) => {
		expect(ACTIONS.filter((action) => mayDo(identity, action, MINE))).toEqual(
			ACTIONS.filter((action) => actions.includes(action))
		);
	});

	it('keeps a key to its own product', () => {
		const key = keyOf('ingest', 'read', 'write');
		expect((['ingest', 'read', 'write'] as const).filter((action) => mayDo(key, action, THEIRS))).toEqual([]);
	});

	it('lets nobody do to no product what concerns one', () => {
		for (const [, identity] of ALLOWED)
			expect((['ingest', 'read', 'write'] as const).filter((action) => mayDo(identity, action, null))).toEqual([]);
	});
});
