import { error, redirect } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { unexpectedProblem } from '../../../src/lib/server/doors/unexpected.ts';

function answered(cause: unknown) {
	const logged: object[] = [];
	const log = { warn: () => {}, error: (about: object) => logged.push(about) };
	return { response: unexpectedProblem(cause, log, '/api/v1/query'), logged };
}

const thrownBy = (run: () => never): unknown => {
	try {
		return run();
	} catch (cause) {
		return cause;
	}
};

describe('unexpectedProblem', () => {
	it('answers 500 in the shape of every problem, tells nothing, and logs once', async () => {
		const cause = new TypeError('a secret of ours');
		const { response, logged } = answered(cause);
		expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
		expect(await response.text()).not.toContain('secret');
		expect(logged).toEqual([{ err: cause, route: '/api/v1/query' }]);
	});

	it.each(['ECONNREFUSED', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT', '57P01'])(
		'answers 503 when a database is away: %s',
		(code) => {
			const cause = new Error('Failed query', { cause: Object.assign(new Error('gone'), { code }) });
			const { response } = answered(cause);
			expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
		}
	);

	it('leaves to Kit what Kit throws to answer with', () => {
		for (const thrown of [thrownBy(() => error(404)), thrownBy(() => redirect(303, '/'))])
			expect(() => answered(thrown)).toThrow();
	});
});
