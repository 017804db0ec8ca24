import { answered, type ImportAnswers } from '#lib/intake/import-answers.ts';
import type { ImportFile } from '#lib/intake/import-file.ts';
import { readImportRows } from '#lib/intake/import-rows.ts';
import { proposeImport } from '#lib/intake/propose-import.ts';
import { surveyFile } from '#lib/intake/survey-file.ts';
import { describe, expect, it } from 'vitest';

const fileOf = (content: string | Uint8Array, name = 'file.csv'): ImportFile => {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	return { name, bytes: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) };
};

const { signal } = new AbortController();

async function proposed(content: string, answers: ImportAnswers = { kind: 'feedback' }, name = 'file.csv') {
	const survey = await surveyFile(fileOf(content, name), answers.file);
	return { survey, ...(await proposeImport(survey, answers, { zone: 'Asia/Shanghai', signal })) };
}

const codes = (questions: readonly { code: string; default: string | null }[]) =>
	questions.map((question) => [question.code, question.default]);

describe('proposeImport', () => {
	it.each([
		['发表时间,评级,内容', { at: '发表时间', score: '评级', text: '内容' }],
		['Datum,Bewertung,Kommentar', { at: 'Datum', score: 'Bewertung', text: 'Kommentar' }],
		['Fecha,Puntuación,Comentario', { at: 'Fecha', score: 'Puntuación', text: 'Comentario' }],
		['Datum,Note,Anmerkung', { at: 'Datum', score: 'Note', text: 'Anmerkung' }],
		['createdAt,starRating,reviewText', { at: 'createdAt', score: 'starRating', text: 'reviewText' }],
		['a,b,c', { at: 'a', score: 'b', text: 'c' }]
	])('knows the columns of %s', async (header, columns) => {
		const { answers } = await proposed(
			`${header}\n2026-01-31,5,"It is faster than before, thanks"\n2026-02-01,2,"Lost my place again, sadly"\n`
		);
		expect(answers.columns).toMatchObject(columns);
	});

	it.each(['What is the main reason for your score?', 'How can we improve', '您这样打分的原因是什么？'])(
		'takes the answers to %j as words, few and short as they are',
		async (question) => {
			const unsaid = '2026-02-01,9,,EU\n'.repeat(9);
			const { answers } = await proposed(`date,nps,${question},region\n2026-01-31,3,slow,EU\n${unsaid}`);
			expect(answers.columns).toMatchObject({ score: 'nps', text: question });
		}
	);

	it('leaves counts of helpful votes and closed questions alone', async () => {
		const { answers } = await proposed(
			'date,nps,helpful,Which plan are you on?\n2026-01-31,3,1,free\n2026-02-01,9,0,pro\n'
		);
		expect(answers.columns).toMatchObject({ score: 'nps', text: '' });
	});

	it('names the columns of a table without a header', async () => {
		const { survey, answers } = await proposed('2026-01-31,5,It is faster\n2026-02-01,1,Not for me at all\n');
		expect(survey.choices.header).toBe(0);
		expect(answers.columns).toMatchObject({ at: 'column 1', score: 'column 2', text: 'column 3' });
	});

	it.each([
		['date,rating\n2026-01-31,5\n', 'stars', []],
		['date,liked\n2026-01-31,1\n2026-02-01,0\n', 'thumbs', []],
		['date,liked\n2026-01-31,true\n2026-02-01,FALSE\n', 'thumbs', []],
		['date,mood\n2026-01-31,negative\n2026-02-01,Positive\n', 'csat', []],
		['date,score\n2026-01-31,5\n2026-02-01,1\n', 'stars', [['scale', 'stars']]],
		['date,rating\n2026-01-31,9\n2026-02-01,10\n', 'nps', [['scale', 'nps']]],
		['date,rating\n2026-01-31,3.5\n2026-02-01,4\n', 'stars:rounded', [['half-scores', 'stars:rounded']]],
		['date,score\n2026-01-31,-0.5\n2026-02-01,1\n', 'csat:-1..1', [['spread-scores', 'csat:-1..1']]],
		['date;rating\n2026-01-31;3,5\n2026-02-01;4,0\n', 'stars:rounded', [['half-scores', 'stars:rounded']]],
		['date,helpful\n2026-01-31,true\n2026-02-01,false\n', 'thumbs', []],
		['date,score\n2026-01-31,85\n2026-02-01,20\n', 'csat:0..100', [['spread-scores', 'csat:0..100']]]
	])('finds the scale of %j', async (content, scale, questions) => {
		const proposal = await proposed(content, { kind: 'feedback', zone: 'UTC' });
		expect(proposal.answers.scale).toBe(scale);
		expect(codes(proposal.questions)).toEqual(questions);
	});

	it('asks for the order of days only where no day decides, and for the zone where none is written', async () => {
		expect(codes((await proposed('date,rating\n05-07-2023,5\n')).questions)).toEqual([
			['day-order', 'day-month'],
			['zone', 'Asia/Shanghai']
		]);
		expect(codes((await proposed('date,rating\n25-07-2023,5\n')).questions)).toEqual([['zone', 'Asia/Shanghai']]);
		expect((await proposed('date,rating\n2023-07-25T10:00Z,5\n')).questions).toEqual([]);
	});

	it('takes answers, and its own complete answers without a question', async () => {
		const content = 'date,score,note\n05-07-2023,3.5,x\n';
		const first = await proposed(content);
		const [order] = first.questions;
		const second = await proposed(content, answered({ kind: 'feedback' }, order!, 'month-day'));
		expect(second.preview(1)).toMatchObject([{ read: { values: { at: Date.parse('2023-05-06T16:00Z'), score: 4 } } }]);
		const again = await proposed(content, JSON.parse(JSON.stringify(second.answers)) as ImportAnswers);
		expect([again.questions, again.answers]).toEqual([[], second.answers]);
	});

	it('recognises ids that a spreadsheet rounded', async () => {
		const { notes, mapping } = await proposed('id,at,text\n5.70306E+17,2026-01-31,a\n5.7E+17,2026-01-31,b\n');
		expect(notes).toContainEqual({ field: 'id', code: 'id-not-used', params: { column: 'id', reason: 'rounded' } });
		expect(mapping.fields.has('id')).toBe(false);
	});

	it.each([
		['timestamp,value\n2026-01-31T00:00Z,5\n', 'events'],
		['version,date,release\n1.0,2026-01-31,Fixes\n', 'releases'],
		['date,rating,version\n2026-01-31,5,1.0\n', 'feedback']
	])('knows what %j is', async (content, kind) => expect((await proposed(content, {})).kind).toBe(kind));

	it('has no plan while something is missing', async () => {
		const { plan, questions } = await proposed('plan,rating\npro,5\n');
		expect([plan, codes(questions)]).toEqual([null, [['no-time', null]]]);
	});

	it('reads nested JSON by its paths', async () => {
		const { answers } = await proposed(
			'[{"created_at":"2026-01-31T00:00Z","user":{"id":"u1"},"rating":5,"review":{"text":"Fine"}}]',
			{ kind: 'feedback' },
			'a.json'
		);
		expect(answers.columns).toMatchObject({ customer: 'user.id', text: 'review.text' });
	});
});

describe('readImportRows', () => {
	it('says how many rows a footer has, at the end', async () => {
		const survey = await surveyFile(fileOf('Title\n\na,b,c\n1,2,3\nThat is all,,\n'));
		const pieces = [];
		for await (const piece of readImportRows(survey, signal)) pieces.push(piece);
		expect(survey.footer).toEqual(['That is all']);
		expect(pieces.flatMap(({ rows }) => rows)).toEqual([{ line: 4, cells: ['1', '2', '3'] }]);
		expect(pieces.at(-1)?.footerRows).toBe(1);
	});
});
