import { describe, expect, it } from 'vitest';
import { answerCsv, fileName } from '../../../src/routes/p/[slug]/dashboards/[name]/panel-file.ts';
import { freeSlug } from '../../../src/routes/p/[slug]/dashboards/free-slug.ts';

const bucket = { start: '2026-01-01T00:00:00Z', n: 4, value: 0.25, low: 0.1, high: null };
const answer = (group: string) => ({ watermark: bucket.start, result: { series: [{ group, buckets: [bucket] }] } });

describe('answerCsv', () => {
	it('quotes what needs it, and no group is a formula', () => {
		expect(answerCsv(answer('a,"b"'))).toBe(
			'start,group,n,value,low,high\r\n2026-01-01T00:00:00Z,"a,""b""",4,0.25,0.1,\r\n'
		);
		expect(answerCsv(answer('=1+1'))).toContain(",'=1+1,");
		expect(answerCsv(answer('web'), (value) => `${value * 100}%`)).toContain(',web,4,25%,10%,');
	});
	it('names files and addresses after titles', () => {
		expect(fileName('Stars / week: 1', 'csv')).toBe('Stars-week-1.csv');
		expect(freeSlug('Crème & Brûlée!', new Set(['creme-brulee']))).toBe('creme-brulee-2');
		expect(freeSlug('看板', new Set())).toBe('dashboard');
	});
});
