import { describe, expect, inject, it } from 'vitest';
import { WordsReply } from '../../../src/lib/server/doors/impact-replies.ts';
import { createApi } from '../../fixtures/api.ts';

const api = createApi(inject('server'));
const HOUR = 3_600_000;
const RELEASED = Date.UTC(2025, 3, 10, 7, 5);
const WINDOW = 28 * 24 * HOUR;

const newCaller = async () => {
	const product = await api.newProduct('Europe/Berlin');
	const call = (method: string, path: string, body?: unknown) =>
		api.call<unknown>(method, `/api/v1${path}`, { key: product.key.all, ...(body !== undefined && { body }) });
	await call('POST', '/releases', { version: '2.0', at: RELEASED });
	return { product, call };
};

const PLACES = ['inbox', 'calendar', 'drafts', 'archive', 'profile'];
/** An answer every two hours from 40 days before the release to 40 after; some since then say what broke. */
const answers = Array.from({ length: 80 * 12 }, (_, index) => {
	const at = RELEASED - 40 * 24 * HOUR + index * 2 * HOUR;
	const broke = at >= RELEASED && index % 3 === 0;
	const place = PLACES[index % PLACES.length] ?? '';
	return { at, customer: `customer-${index}`, text: broke ? `No connection in ${place}` : `My ${place} works` };
});
const copies = Array.from({ length: 50 }, (_, index) => ({
	at: RELEASED + index * HOUR,
	text: 'Join us all and give this app one star today'
}));

describe('GET /releases/{version}/words', () => {
	it('lists what is said by another share of the answers since, and of whom it never says', async () => {
		const { product, call } = await newCaller();
		await api.post('feedback', product, [...answers, ...copies]);
		const reply = await call('GET', '/releases/2.0/words');
		expect(reply.status).toBe(200);
		const words = WordsReply.parse(reply.body);
		expect(words.before).toEqual({
			...{ from: new Date(RELEASED - WINDOW).toISOString(), to: new Date(RELEASED).toISOString() },
			...{ texts: 336, n: 336 }
		});
		expect(words.after).toMatchObject({ to: new Date(RELEASED + WINDOW).toISOString(), texts: 386, n: 337 });
		expect(words.copies).toBe(49);
		expect(words.terms.map(({ term, z }) => [term, z > 0])).toEqual([
			['works', false],
			['no connection', true]
		]);
		expect(words.terms[1]).toMatchObject({ before: 0, after: 112, shareBefore: 0, shareAfter: 112 / 337 });
		expect(JSON.stringify(reply.body)).not.toContain('customer-');
	});

	it('follows the rows and the release', async () => {
		const { product, call } = await newCaller();
		expect(WordsReply.parse((await call('GET', '/releases/2.0/words')).body)).toMatchObject({
			after: { n: 0 },
			terms: []
		});
		await api.post('feedback', product, answers);
		await call('PATCH', '/releases/2.0', { at: RELEASED - 24 * HOUR });
		expect(WordsReply.parse((await call('GET', '/releases/2.0/words')).body)).toMatchObject({ after: { n: 336 } });
	});

	it('knows no other release', async () => {
		const { call } = await newCaller();
		expect((await call('GET', '/releases/9.9/words')).status).toBe(404);
	});
});
