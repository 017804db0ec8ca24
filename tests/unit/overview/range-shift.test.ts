import { describe, expect, it } from 'vitest';
import { rangeBefore } from '../../../src/routes/p/[slug]/overview-questions.ts';
import { endsText, stepped, widened, zoomed } from '../../../src/routes/p/[slug]/range-shift.ts';
import { readView } from '../../../src/routes/p/[slug]/read-view.ts';

/** Berlin's clocks went on by an hour on 29 March 2026, and go back on 25 October. */
const zone = 'Europe/Berlin';
const nowMs = Date.parse('2026-04-10T22:30:00Z');
const read = (search = '') => readView(new URLSearchParams(search), { nowMs, zone });
const utc = (text: string) => Date.parse(text);

describe('the range before', () => {
	it('ends where the range begins', () => {
		expect(rangeBefore(read('from=now-2w'))).toEqual({ from: 'now-28d', to: 'now-14d' });
		expect(rangeBefore(read('from=2026-03-20&to=2026-04-02'))).toEqual({
			from: utc('2026-03-05T23:00:00Z'),
			to: utc('2026-03-19T23:00:00Z')
		});
	});
	it('of the same weekdays lies whole weeks back', () => {
		expect(rangeBefore(read('from=now-24h&compare=weeks'))).toEqual({ from: 'now-8d', to: 'now-7d' });
		// 00:30 five weeks before is an hour less ago by plain time.
		expect(rangeBefore(read('from=now-30d&compare=weeks'))).toEqual({ from: 'now-65d', to: 'now-839h' });
		expect(rangeBefore(read('from=2026-03-23&to=2026-03-29&compare=weeks'))).toEqual({
			from: utc('2026-03-15T23:00:00Z'),
			to: utc('2026-03-22T23:00:00Z')
		});
	});
	it('is the same question whatever second it is', () => {
		const at = (second: number) => ({ nowMs: nowMs + second * 1000 + 123, zone });
		const asked = [0, 17, 43].map((second) =>
			rangeBefore(readView(new URLSearchParams('from=now-24h&compare=weeks'), at(second)))
		);
		expect(asked).toEqual(Array.from({ length: 3 }, () => ({ from: 'now-8d', to: 'now-7d' })));
	});
	it('moves with the clock at the end that does', () =>
		expect(rangeBefore(read('from=2026-04-06&to=now&compare=weeks'))).toEqual({
			from: utc('2026-03-29T22:00:00Z'),
			to: 'now-7d'
		}));
});

describe('a step', () => {
	it.each([
		['', -1, { from: 'now-112d', to: 'now-56d' }],
		['', 1, null],
		['from=now-112d&to=now-56d', 1, { from: 'now-56d', to: 'now' }],
		['from=now-3h&to=now-1h', 1, { from: 'now-2h', to: 'now' }],
		['from=2026-03-23&to=2026-03-29', -1, { from: '2026-03-16', to: '2026-03-22' }],
		['from=2026-03-23&to=2026-03-29', 1, { from: '2026-03-30', to: '2026-04-05' }],
		['from=2026-04-11&to=2026-04-11', 1, null],
		[
			'from=2026-03-01T10:00:00Z&to=2026-03-01T12:00:00Z',
			1,
			{ from: '2026-03-01T12:00:00.000Z', to: '2026-03-01T14:00:00.000Z' }
		]
	] as const)('from %j by %d', (search, step, ends) => expect(stepped(read(search), step)).toEqual(ends));
});

describe('zoom', () => {
	it('out doubles the range', () => {
		expect(widened(read('from=now-7d'))).toEqual({ from: 'now-14d', to: 'now' });
		expect(widened(read('from=2026-03-01&to=2026-03-02'))).toEqual({ from: '2026-02-28', to: '2026-03-03' });
	});
	it('in writes days where it can, and stays live at its open end', () => {
		const days = { startMs: utc('2026-03-28T23:00:00Z'), endMs: utc('2026-03-30T22:00:00Z'), isOpen: false };
		expect(zoomed(read(), days)).toEqual({ from: '2026-03-29', to: '2026-03-30' });
		expect(zoomed(read(), { ...days, isOpen: true })).toEqual({ from: '2026-03-29', to: 'now' });
		expect(endsText(utc('2026-03-28T22:00:00Z'), utc('2026-03-28T23:00:00Z'), zone)).toEqual({
			from: '2026-03-28T22:00:00.000Z',
			to: '2026-03-28T23:00:00.000Z'
		});
	});
});
