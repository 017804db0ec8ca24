import { describe, expect, it } from 'vitest';
import { QuestionError, resolveRange } from '#lib/domain/question-range.ts';
import type { BucketWidth } from '#lib/domain/question.ts';
import { momentOf } from '#lib/domain/time-range.ts';

const NOW = '2026-05-06T10:20:30.400Z';

function rangeOf(from: string, to: string, bucket: BucketWidth, { zone = 'UTC', now = NOW } = {}) {
	const range = resolveRange({ from: momentOf(from)!, to: momentOf(to)!, bucket }, zone, Date.parse(now));
	const text = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
	return {
		from: text(range.fromMs),
		to: text(range.toMs),
		moves: text(range.movesAtMs),
		buckets: range.edgesMs.length - 1
	};
}

describe('resolveRange', () => {
	it('moves fixed ends outwards to edges and leaves those that lie on one', () => {
		expect(rangeOf('2026-05-01T10:30:00Z', '2026-05-01T12:00:00Z', 'hour')).toEqual({
			from: '2026-05-01T10:00:00.000Z',
			to: '2026-05-01T12:00:00.000Z',
			moves: null,
			buckets: 2
		});
		expect(rangeOf('2026-05-01T10:30:00Z', '2026-05-01T10:30:00.001Z', 'day').buckets).toBe(1);
	});

	it('lists the open bucket of a relative range and moves at its end', () => {
		expect(rangeOf('now-24h', 'now', 'hour')).toEqual({
			from: '2026-05-05T10:00:00.000Z',
			to: '2026-05-06T11:00:00.000Z',
			moves: '2026-05-06T11:00:00.000Z',
			buckets: 25
		});
	});

	it('opens the next bucket exactly on an edge', () => {
		expect(rangeOf('now-24h', 'now', 'hour', { now: '2026-05-06T11:00:00.000Z' })).toMatchObject({
			from: '2026-05-05T11:00:00.000Z',
			to: '2026-05-06T12:00:00.000Z',
			moves: '2026-05-06T12:00:00.000Z'
		});
	});

	it('moves when the first of two ends passes an edge', () => {
		expect(rangeOf('now-90m', 'now', 'hour')).toMatchObject({
			from: '2026-05-06T08:00:00.000Z',
			to: '2026-05-06T11:00:00.000Z',
			moves: '2026-05-06T10:30:00.000Z'
		});
		expect(rangeOf('2026-05-01T00:00:00Z', 'now-30m', 'hour').moves).toBe('2026-05-06T10:30:00.000Z');
		expect(rangeOf('now-30m', '2026-05-07T00:00:00Z', 'hour').moves).toBe('2026-05-06T10:30:00.000Z');
	});

	it('is the same until it says it moves, and another one then', () => {
		for (const bucket of ['minute', 'hour', 'day', 'week', 'month', 'all'] as const) {
			const zone = 'Australia/Lord_Howe';
			const { moves, ...before } = rangeOf('now-100h', 'now-1h', bucket, { zone });
			const last = new Date(Date.parse(moves!) - 1).toISOString();
			expect(rangeOf('now-100h', 'now-1h', bucket, { zone, now: last })).toEqual({ ...before, moves });
			expect(rangeOf('now-100h', 'now-1h', bucket, { zone, now: moves! })).not.toMatchObject(before);
		}
	});

	it('cuts days in the zone', () => {
		expect(rangeOf('now-1d', 'now', 'day', { zone: 'Pacific/Auckland' })).toMatchObject({
			from: '2026-05-04T12:00:00.000Z',
			to: '2026-05-06T12:00:00.000Z',
			buckets: 2
		});
	});

	it('takes the end of the minute for now where one bucket is all', () => {
		expect(rangeOf('now-24h', 'now', 'all')).toEqual({
			from: '2026-05-05T10:21:00.000Z',
			to: '2026-05-06T10:21:00.000Z',
			moves: '2026-05-06T10:21:00.000Z',
			buckets: 1
		});
		expect(rangeOf('2026-05-01T10:30:07.123Z', '2026-05-01T11:00:00Z', 'all')).toMatchObject({
			from: '2026-05-01T10:30:07.123Z',
			to: '2026-05-01T11:00:00.000Z',
			moves: null
		});
	});

	it('reaches back to 1970 at most', () => {
		expect(rangeOf('now-9999w', 'now', 'all').from).toBe('1970-01-01T00:00:00.000Z');
		expect(rangeOf('now-9999w', 'now', 'month').from).toBe('1970-01-01T00:00:00.000Z');
	});

	it.each([
		['2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z', 'hour', 'from'],
		['2026-05-02T00:00:00Z', '2026-05-01T00:00:00Z', 'all', 'from'],
		['now', 'now', 'hour', 'from'],
		['now', 'now-1h', 'all', 'from'],
		['2026-06-01T00:00:00Z', 'now', 'day', 'from'],
		['now-999999h', 'now-999998h', 'all', 'from'],
		['now-30d', 'now', 'minute', 'bucket'],
		['1970-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'day', 'bucket']
	] as const)('refuses %s to %s by %s, because of %s', (from, to, bucket, path) => {
		expect(() => rangeOf(from, to, bucket)).toThrow(QuestionError);
		expect(() => rangeOf(from, to, bucket)).toThrow(expect.objectContaining({ path }));
	});
});
