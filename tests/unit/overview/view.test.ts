import { describe, expect, it } from 'vitest';
import { formFilter, readView } from '../../../src/routes/p/[slug]/read-view.ts';
import { viewSearch, withFilter, withoutFilter } from '../../../src/routes/p/[slug]/view.ts';

const nowMs = Date.parse('2018-09-26T04:00:00Z');
const clock = { nowMs, zone: 'Asia/Shanghai' };
const read = (search: string) => readView(new URLSearchParams(search), clock);

describe('readView', () => {
	it('shows the last 8 weeks by default', () => {
		const { view, fromMs, toMs, lastMs, problems } = read('');
		expect(view).toEqual({ from: 'now-8w', to: 'now', bucket: null, filters: [] });
		expect(toMs - fromMs).toBe(56 * 86_400_000);
		expect(lastMs).toBe(56 * 86_400_000);
		expect(problems).toEqual([]);
	});
	it("reads days as the product's, the last one whole", () => {
		const { fromMs, toMs } = read('from=2018-09-04&to=2018-09-05');
		expect(new Date(fromMs).toISOString()).toBe('2018-09-03T16:00:00.000Z');
		expect(new Date(toMs).toISOString()).toBe('2018-09-05T16:00:00.000Z');
	});
	it('reads a filter as it is written', () => {
		const { view } = read('filter=channel:=:App Store&filter=score:<=:2&filter=version:in:["1.0","2.0"]');
		expect(view.filters).toEqual([
			{ field: 'channel', op: '=', value: 'App Store' },
			{ field: 'score', op: '<=', value: 2 },
			{ field: 'version', op: 'in', value: ['1.0', '2.0'] }
		]);
	});
	it('keeps a colon in a value, and a value that was not given', () => {
		expect(read('filter=text:contains:a:=:b').view.filters[0]!.value).toBe('a:=:b');
		expect(read('filter=channel:=:').view.filters[0]!.value).toBe('');
	});
	it.each([
		'from=yesterday',
		'from=now&to=now-7d',
		'from=2018-02-30&to=2018-03-01',
		'from=2018-13-01',
		'from=now-9999999999d',
		'bucket=fortnight',
		'bucket=minute',
		'filter=nonsense',
		'filter=score:=:many',
		'filter=channel:~:x',
		'filter=version:in:[1'
	])('falls back and says so for %s', (search) => {
		const { view, problems, fromMs, toMs } = read(search);
		expect(problems).toHaveLength(1);
		expect(view).toEqual({ from: 'now-8w', to: 'now', bucket: null, filters: [] });
		expect(fromMs).toBeLessThan(toMs);
	});
	it('reads a range as a form without script sends it', () => {
		const { view, problems } = read('range=1 – 3 Sep 2018&filter=channel:=:Web');
		expect(view).toMatchObject({ from: '2018-09-01', to: '2018-09-03', filters: [{ value: 'Web' }] });
		expect(problems).toEqual([]);
		expect(read('range=someday').problems).toEqual([{ part: 'range', text: 'someday' }]);
	});
	it('begins with a release, wherever that is', () => {
		const releases = [{ version: '4.2 beta', at: '2018-09-10T08:00:00.000Z' }];
		const { view, fromMs, toMs } = readView(new URLSearchParams('from=release:4.2 beta&to=now'), {
			...clock,
			releases
		});
		expect(view).toMatchObject({ from: 'release:4.2 beta', to: 'now' });
		expect([new Date(fromMs).toISOString(), toMs]).toEqual(['2018-09-10T08:00:00.000Z', nowMs]);
		expect(read('from=release:4.2&to=now').problems).toHaveLength(1);
	});
	it('knows what it is compared with and which lines are left out', () => {
		const { view } = read('compare=weeks&hide=web&hide=');
		expect(view).toMatchObject({ compare: 'weeks', hidden: ['web', ''] });
		expect(viewSearch(view)).toBe('?compare=weeks&hide=web&hide=');
		expect(read('compare=tomorrow').view.compare).toBeUndefined();
	});
	it('comes back the same from its own address', () => {
		const { view } = read('from=now-24h&to=now&bucket=hour&filter=channel:=:A %26 B&filter=attributes.plan:>=:3');
		expect(read(viewSearch(view).slice(1)).view).toEqual(view);
	});
});

describe('viewSearch', () => {
	it('leaves out what is as by default', () => expect(viewSearch(read('').view)).toBe('?'));
	it('can be read by people', () =>
		expect(
			viewSearch({
				from: 'now-7d',
				to: 'now',
				bucket: 'hour',
				filters: [{ field: 'channel', op: '=', value: 'App Store' }]
			})
		).toBe('?from=now-7d&to=now&bucket=hour&filter=channel:=:App+Store'));
});

describe('filters of a view', () => {
	const filter = { field: 'channel', op: '=', value: 'Web' } as const;
	it('are added once and taken away', () => {
		const once = withFilter(withFilter(read('').view, filter), filter);
		expect(once.filters).toEqual([filter]);
		expect(withoutFilter(once, filter).filters).toEqual([]);
	});
	it('come from a form without script too', () => {
		const form = (search: string) => formFilter(new URLSearchParams(search));
		expect(form('field=channel&op=%3D&value=Web')).toEqual(filter);
		expect(form('field=attribute&attribute=plan&op=!%3D&value=pro')).toEqual({
			field: 'attributes.plan',
			op: '!=',
			value: 'pro'
		});
		expect(form('field=score&op=>%3D&value=many')).toBeNull();
		expect(form('')).toBeNull();
	});
});
