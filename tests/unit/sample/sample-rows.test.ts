import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFigures } from '#lib/server/sample/figures.ts';
import { firstArriving, shiftMs } from '#lib/server/sample/moved-time.ts';
import { sampleEvents } from '#lib/server/sample/sample-events.ts';
import { sampleFeedback, versionAt } from '#lib/server/sample/sample-feedback.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const figures = await readFigures('db/sample');
const { rows } = figures;
const answers = rows.map((_, place) => sampleFeedback(figures, place, 0));
const events = rows.map((_, place) => sampleEvents(figures, place, 0));

const anyNow = fc.integer({ min: Date.UTC(2022, 0, 2), max: Date.UTC(2060, 0, 1) });
const shanghai = new Intl.DateTimeFormat('en', {
	timeZone: 'Asia/Shanghai',
	weekday: 'short',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23'
});

describe('shiftMs', () => {
	it('puts the newest answer into the week before now, and nothing after now', () => {
		fc.assert(
			fc.property(anyNow, (nowMs) => {
				const newestMs = rows.at(-1)!.atMs + shiftMs(figures, nowMs);
				expect(newestMs).toBeLessThanOrEqual(nowMs);
				expect(newestMs).toBeGreaterThan(nowMs - WEEK_MS);
			})
		);
	});
	it('keeps the weekday and the time of day in Shanghai', () => {
		fc.assert(
			fc.property(anyNow, fc.nat(rows.length - 1), (nowMs, place) => {
				const { atMs } = sampleFeedback(figures, place, shiftMs(figures, nowMs));
				expect(shanghai.format(atMs)).toBe(shanghai.format(rows[place]!.atMs));
			})
		);
	});
});

describe('firstArriving', () => {
	it('leaves the last six weeks for those who watch', () => {
		const first = firstArriving(figures);
		expect(rows.length - first).toBe(173);
		expect(rows[first]!.atMs).toBeGreaterThan(rows.at(-1)!.atMs - 6 * WEEK_MS);
		expect(rows[first - 1]!.atMs).toBeLessThanOrEqual(rows.at(-1)!.atMs - 6 * WEEK_MS);
	});
});

describe('sampleFeedback', () => {
	it('gives the same row every time', () => {
		expect(sampleFeedback(figures, 4711, 0)).toEqual(answers[4711]);
	});
	it('has figures of the source and a sentence for them', () => {
		for (const [place, { atMs, stars, topic }] of rows.entries()) {
			const answer = answers[place]!;
			expect(answer).toMatchObject({ atMs, scale: 'stars', score: stars, channel: 'App Store' });
			const { lang } = answer;
			expect(figures.sentences[topic]![stars]![lang === 'zh' ? 'zh' : 'en']).toContain(answer.text);
		}
	});
	it('uses every sentence, half of the time a Chinese one', () => {
		expect(new Set(answers.map(({ text }) => text)).size).toBe(300);
		expect(answers.filter(({ lang }) => lang === 'zh').length / answers.length).toBeCloseTo(0.5, 2);
	});
	it('says of every row that it is a sample, and what it is about', () => {
		expect(sampleFeedback(figures, 0, 0).attributes).toEqual([
			['topic', 'tabs'],
			['sample', 'written for the sample']
		]);
		expect(answers.every(({ attributes }) => attributes[1]?.[0] === 'sample')).toBe(true);
	});
	it('has some customers who answer again', () => {
		const customers = new Set(answers.map(({ customer }) => customer));
		expect(customers.size).toBeGreaterThan(answers.length / 2);
		expect(customers.size).toBeLessThan(answers.length * 0.9);
	});
});

describe('versionAt', () => {
	it.each([
		{ at: '2017-01-31T15:59:59Z', version: '' },
		{ at: '2017-01-31T16:00:00Z', version: '56.0.2924.79' },
		{ at: '2018-09-05T00:00:00Z', version: '69.0.3497.71' },
		{ at: '2022-01-01T00:00:00Z', version: '96.0.4664.116' }
	])('is "$version" at $at', ({ at, version }) => {
		expect(versionAt(figures, Date.parse(at))).toBe(version);
	});
	it('is what each answer carries', () => {
		expect(answers.every(({ version, atMs }) => version === versionAt(figures, atMs))).toBe(true);
	});
});

describe('sampleEvents', () => {
	const all = events.flat();
	const named = (name: string) => all.filter((event) => event.name === name);

	it('gives the same events every time', () => {
		expect(sampleEvents(figures, 4711, 0)).toEqual(events[4711]);
	});
	it('has an id of its own for each', () => {
		expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
		expect(all.length).toBeGreaterThan(50_000);
		expect(all.length).toBeLessThan(70_000);
	});
	it('is never later than the answer it is sent with', () => {
		for (const [place, { atMs }] of rows.entries())
			expect(events[place]!.every((event) => event.atMs <= atMs)).toBe(true);
	});
	it('asks whoever answers, and two more for each, so that a third responds', () => {
		for (const [place, { customer }] of answers.entries())
			expect(events[place]![0]).toMatchObject({ name: 'feedback.asked', customer });
		expect(answers.length / named('feedback.asked').length).toBeCloseTo(1 / 3, 2);
	});
	it('has people visit by day more than by night, on working days more than at weekends', () => {
		const visits = named('app.opened').map(({ atMs }) => new Date(atMs + DAY_MS / 3));
		const share = (keep: (date: Date) => boolean) => visits.filter(keep).length / visits.length;
		expect(share((date) => date.getUTCHours() >= 14 && date.getUTCHours() < 20)).toBeLessThan(0.15);
		expect(share((date) => date.getUTCDay() % 6 === 0)).toBeLessThan(0.25);
	});
	it('shares its customers with the answers', () => {
		const answering = new Set(answers.map(({ customer }) => customer));
		const known = all.filter(({ customer }) => answering.has(customer)).length;
		expect(known / all.length).toBeGreaterThan(0.5);
	});
});
