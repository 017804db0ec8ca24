import { describe, expect, it } from 'vitest';
import { answersBehind } from '../../../src/routes/p/[slug]/behind.ts';
import { DEFAULT_VIEW } from '../../../src/routes/p/[slug]/view.ts';

const bucket = { startMs: Date.parse('2026-05-01T00:00:00Z'), endMs: Date.parse('2026-05-02T00:00:00Z') };
const RANGE = 'from=2026-05-01T00:00:00.000Z&to=2026-05-02T00:00:00.000Z';
const view = {
	...DEFAULT_VIEW,
	bucket: 'day' as const,
	filters: [{ field: 'channel', op: '=' as const, value: 'web' }]
};

describe('answersBehind', () => {
	it.each([
		{ metric: 'feedback_volume', filters: 'filter=channel:=:web' },
		{ metric: 'stars', filters: 'filter=channel:=:web&filter=scale:=:stars' },
		{ metric: 'negative_share', filters: 'filter=channel:=:web&filter=score:%3E=:0' }
	] as const)('leads to what $metric counted in the bucket', ({ metric, filters }) => {
		expect(answersBehind(metric, { slug: 'p', view })?.(bucket)).toBe(`/p/p/feedback?${RANGE}&${filters}`);
	});
	it.each(['event_volume', 'active_customers', 'response_rate'] as const)('leads nowhere for %s', (metric) => {
		expect(answersBehind(metric, { slug: 'p', view: DEFAULT_VIEW })).toBeNull();
	});
});
