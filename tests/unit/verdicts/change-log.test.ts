import { describe, expect, it } from 'vitest';
import { createChangeLog } from '#lib/server/verdicts/change-log.ts';

const change = (fromMs: number) => ({ product: 1, table: 'feedback' as const, range: { fromMs, toMs: fromMs + 1 } });

describe('createChangeLog', () => {
	it('gives what was added since a place', () => {
		const log = createChangeLog();
		log.add(change(1));
		const place = log.end();
		log.add(change(2));
		expect(log.since(place)).toEqual([change(2)]);
		expect(log.since(log.end())).toEqual([]);
	});

	it('says when it has forgotten', () => {
		const log = createChangeLog();
		for (let count = 0; count < 20_000; count++) log.add(change(count));
		expect(log.since(0)).toBeNull();
		expect(log.since(log.end() - 1)).toEqual([change(19_999)]);
		expect(log.end()).toBe(20_000);
	});
});
