import { describe, expect, it } from 'vitest';
import { dashboardInput } from '../../../src/lib/domain/dashboard.ts';
import { Question } from '../../../src/lib/domain/question.ts';
import { fieldErrors, unknownField } from '../../../src/lib/server/doors/problem.ts';

const QUESTION = { metric: 'stars', from: 'now-7d', to: 'now', bucket: 'day' };
const PANEL = { id: 'a', question: QUESTION, chart: 'line', x: 0, y: 0, w: 6, h: 4 };

const parsed = (input: object) => dashboardInput(Question).safeParse({ title: 'Inbox', panels: [PANEL], ...input });
function pathsOf(input: object): string[] {
	const { error } = parsed(input);
	return error ? fieldErrors(error, unknownField, input).map(({ path }) => path) : [];
}

describe('dashboardInput', () => {
	it('keeps questions as they were written', () => {
		expect(parsed({}).data).toEqual({ title: 'Inbox', panels: [PANEL], variables: [] });
	});
	it('takes sql, and charts that ask nothing', () => {
		const { question: _, ...bare } = PANEL;
		const panels = [
			{ ...bare, id: 'b', sql: 'SELECT 1', chart: 'table' },
			{ ...bare, id: 'c', chart: 'text', text: '# Hello' },
			{ ...bare, id: 'd', chart: 'verdicts' }
		];
		expect(pathsOf({ panels, variables: [{ field: 'attributes.plan', title: 'Plan' }, { field: 'topic' }] })).toEqual(
			[]
		);
	});
	it('names every field that is wrong, where it stands', () => {
		const wrong = { ...PANEL, id: 'b', question: { ...QUESTION, metric: 'joy', bucket: 'year', extra: 1 } };
		const panels = [PANEL, wrong, { ...PANEL, x: 8, w: 6, chart: 'pie' }, { ...PANEL, sql: 'x', h: 0 }];
		expect(pathsOf({ title: ' ', panels, variables: [{ field: 'text' }], revision: -1 }).sort()).toEqual(
			[
				...['title', 'revision', 'variables.0.field'],
				...['panels.1.question.metric', 'panels.1.question.bucket', 'panels.1.question.extra'],
				...['panels.2.chart', 'panels.2.id', 'panels.2.w', 'panels.3.h', 'panels.3.id', 'panels.3.sql']
			].sort()
		);
	});
	it('needs a question where one is drawn', () => {
		const { question: _, ...bare } = PANEL;
		expect(pathsOf({ panels: [bare] })).toEqual(['panels.0.question']);
		expect(pathsOf({ panels: [{ ...PANEL, sql: 'SELECT 1' }] })).toEqual(['panels.0.sql']);
	});
});
