import { describe, expect, it } from 'vitest';
import { createOriginCheck } from '../../../src/lib/server/access/origins.ts';

describe('createOriginCheck', () => {
	const anyLoopback = createOriginCheck({ origin: null, port: 3000 });
	const configured = createOriginCheck({ origin: 'https://upshot.example.com', port: 3000 });

	it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
		'takes %s for ours while no origin is configured',
		(origin) => {
			expect(anyLoopback(origin)).toBe(true);
			expect(configured(origin)).toBe(false);
		}
	);

	it('takes the configured origin alone', () => {
		expect(configured('https://upshot.example.com')).toBe(true);
		expect(anyLoopback('https://upshot.example.com')).toBe(false);
	});

	it.each([
		'null',
		'',
		'http://localhost',
		'http://localhost:3001',
		'https://localhost:3000',
		'http://localhost:3000/',
		'http://localhost:3000.evil.example',
		'http://evil.example',
		'https://upshot.example.com.evil.example',
		'http://upshot.example.com'
	])('takes %j for somebody else’s', (origin) => {
		expect([anyLoopback(origin), configured(origin)]).toEqual([false, false]);
	});

	it('leaves the port out where browsers do', () => {
		expect(createOriginCheck({ origin: null, port: 80 })('http://localhost')).toBe(true);
	});

	it.each([undefined, null])('takes a request without Origin (%s) for one of no other page', (header) => {
		expect([anyLoopback(header), configured(header)]).toEqual([true, true]);
	});
});
