import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeenRequest } from '#lib/live/contract.ts';
import type { LiveConnection } from '#lib/live/live-socket.ts';
import { OpenRequests } from '#lib/live/open-requests.ts';

const seen = (id: string): SeenRequest => ({
	...{ id, at: '2026-03-01T08:00:00.000Z', path: '/api/v1/feedback', status: 200, bytes: 60 },
	...{ sender: { kind: 'master', name: '' }, rows: null, problems: [] }
});

/** What the server was told, in order. */
function connected(requests: readonly SeenRequest[] = []) {
	const told: string[] = [];
	const open = new OpenRequests(() => {});
	const connection: Pick<LiveConnection, 'isUp' | 'openRequests' | 'closeRequests'> = {
		isUp: () => true,
		openRequests: () => {
			told.push('open');
			return Promise.resolve({ ok: true as const, data: { requests } });
		},
		closeRequests: () => void told.push('close')
	};
	open.connect(connection as LiveConnection);
	return { open, told };
}

describe('OpenRequests', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('is open while something watches', () => {
		const { open, told } = connected();
		const end = open.watch();
		end();
		vi.runAllTimers();
		expect(told).toEqual(['open', 'close']);
	});
	it('stays open from one page that watches to the next', () => {
		const { open, told } = connected();
		open.watch()();
		open.watch();
		vi.runAllTimers();
		expect(told).not.toContain('close');
	});
	it('puts what comes in before the others, each once', async () => {
		const { open } = connected([seen('b'), seen('a')]);
		open.watch();
		await vi.waitFor(() => expect(open.newest).toHaveLength(2));
		open.take([seen('c'), seen('b')]);
		expect(open.newest?.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
	});
});
