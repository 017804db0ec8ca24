import { describe, expect, it } from 'vitest';
import { surveyFile } from '#lib/intake/survey-file.ts';

const fileOf = (name: string, text: string) => {
	const bytes = new TextEncoder().encode(text);
	return { name, bytes: bytes.length, read: async (from: number, to: number) => bytes.slice(from, to) };
};

describe('surveyFile', () => {
	it.each(['rating,date\n', 'rating,date', '\uFEFFrating,date\r\n\r\n'])(
		'finds no rows below the header of %j',
		async (text) => {
			await expect(surveyFile(fileOf('answers.csv', text))).rejects.toMatchObject({
				code: 'no-rows',
				params: { columns: 'rating, date' }
			});
		}
	);

	it('takes a single row', async () => {
		expect((await surveyFile(fileOf('answers.csv', 'rating,date\n5,2026-01-31\n'))).sample).toHaveLength(1);
	});
});
