import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { loggedError } from '../../../src/lib/server/logged-error.ts';

describe('loggedError', () => {
	it('keeps what failed and where, and no value of the statement', () => {
		const driver = Object.assign(new Error('duplicate key value'), {
			code: '23505',
			detail: 'Key (email)=(lin@example.com) already exists.',
			parameters: ['lin@example.com'],
			args: ['lin@example.com']
		});
		const failed = new DrizzleQueryError('insert into "user" values ($1)', ['lin@example.com', 'a\nparams: b'], driver);
		expect(failed.message).toContain('lin@example.com');
		const logged = loggedError(failed);
		expect(JSON.stringify(logged)).not.toMatch(/lin@example/);
		expect(logged).toMatchObject({
			message: 'Failed query: insert into "user" values ($1)',
			cause: { message: 'duplicate key value', code: '23505' }
		});
		expect(logged.stack).toMatch(/^\s+at .*logged-error\.test/);
	});

	it('does not repeat what was thrown and is no error', () => {
		expect(JSON.stringify(loggedError('a secret'))).not.toContain('secret');
	});
});
