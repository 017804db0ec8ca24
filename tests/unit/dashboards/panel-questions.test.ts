import { describe, expect, it } from 'vitest';
import { DashboardContent } from '../../../src/lib/domain/dashboard.ts';
import { Question } from '../../../src/lib/domain/question.ts';
import { listOfQuestions, panelQuestions } from '../../../src/routes/p/[slug]/dashboards/[name]/panel-questions.ts';
import { homeView, panelRead } from '../../../src/routes/p/[slug]/dashboards/[name]/panel-read.ts';
import { readView } from '../../../src/routes/p/[slug]/read-view.ts';
import { TEMPLATES } from '../../../src/routes/p/[slug]/dashboards/templates.ts';

const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z'), zone: 'Europe/Berlin' };
const read = (search: string) => readView(new URLSearchParams(search), clock);
const question = { metric: 'stars', from: 'now-7d', to: 'now', bucket: 'hour' } as const;

describe('panelQuestions', () => {
	it('asks what each chart needs, in the range of the panel until the address names one', () => {
		const own = panelRead(question, read(''), true);
		expect(panelQuestions({ chart: 'line', question, read: own }).main).toMatchObject({
			from: 'now-7d',
			bucket: 'hour'
		});
		const all = panelRead(question, read('from=now-52w&to=now'), false);
		// Hours of a year are finer than a line is wide.
		expect(panelQuestions({ chart: 'line', question, read: all }).main).toMatchObject({
			from: 'now-52w',
			bucket: 'week'
		});
		const number = panelQuestions({ chart: 'number', question, read: own });
		expect(number).toMatchObject({
			main: { bucket: 'all' },
			before: { from: 'now-14d', to: 'now-7d' },
			trend: { bucket: 'hour' }
		});
		expect(panelQuestions({ chart: 'histogram', question, read: own }).main).toMatchObject({
			groupBy: 'score',
			bucket: 'all'
		});
	});
	it('adds the filters of the page to its own, and what it is compared with', () => {
		const filter = [{ field: 'channel', op: '=' as const, value: 'web' }];
		const page = read('filter=version:=:2&compare=period');
		const asked = panelQuestions({
			chart: 'line',
			question: { ...question, filter },
			read: panelRead(question, page, true)
		});
		expect(asked.main.filter).toEqual([...filter, { field: 'version', op: '=', value: '2' }]);
		expect(asked.beside?.filter).toEqual(asked.main.filter);
	});
	it('finds the range that most panels have', () => {
		const panel = (from: string | number) => ({
			id: 'a',
			chart: 'line' as const,
			question: { ...question, from },
			x: 0,
			y: 0,
			w: 1,
			h: 1
		});
		expect(homeView([panel('now-7d'), panel('now-8w'), panel('now-8w')])).toMatchObject({ from: 'now-8w', to: 'now' });
		expect(homeView([panel(0)])).toMatchObject({ from: '1970-01-01T00:00:00.000Z' });
		expect(homeView([])).toMatchObject({ from: 'now-8w' });
	});
});

it.each(TEMPLATES.map((template) => [template.name, template] as const))('%s can be saved and asked', (_, template) => {
	const content = { title: template.title(), panels: template.panels(), variables: template.variables };
	const { panels } = DashboardContent.parse(content);
	for (const { chart, question: asked } of panels)
		for (const one of asked ? listOfQuestions(panelQuestions({ chart, question: asked, read: read('') })) : [])
			expect(Question.safeParse(one).success).toBe(true);
});
