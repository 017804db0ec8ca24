import { describe, expect, inject, it } from 'vitest';
import { createApi, EVER } from '../../fixtures/api.ts';
import { upshot, writeText } from './command.ts';
import { realSets, type RealSet } from './real-sets.ts';

const server = inject('server');
const api = createApi(server);

/** One row of every kind of guess, for machines without the public data. */
const MADE: RealSet[] = [
	{
		name: 'a small table with a preamble, a footer and words for scores',
		kind: 'feedback',
		files: [
			await writeText(
				'made.csv',
				'Export;;\n\nreview_date;sentiment;comment\n24-02-2015 11.35;negative;"slow; again"\n03-02-2015 9.05;positive;fine\nAt most two;;\n'
			)
		],
		rows: 2,
		report: { scale: 'csat', footer: 1 },
		metric: ['csat', 2, 0.5]
	}
];

describe('upshot import of a file with nothing but its name', () => {
	it.each([...MADE, ...realSets()])(
		'reads $name',
		async ({ kind, files, rows, report, metric }) => {
			const product = await api.newProduct('Asia/Shanghai');
			for (const [place, file] of files.entries()) {
				const args = ['import', kind, file, '--product', product.slug, '--yes', '--json'];
				const { code, out, err } = await upshot(args, { url: server.url, apiKey: product.key.all });
				expect([code, err]).toEqual([0, '']);
				const isFirst = place === 0;
				expect(JSON.parse(out)).toMatchObject({
					rows,
					rejected: 0,
					accepted: isFirst ? rows : 0,
					...(kind === 'releases' ? { updated: isFirst ? 0 : rows } : { duplicates: isFirst ? 0 : rows }),
					...report
				});
			}
			if (!metric) return;
			const [name, n, value] = metric;
			const { body } = await api.ask({ metric: name, ...EVER }, product);
			const bucket = body.result.series[0]?.buckets[0];
			expect(bucket).toMatchObject({ n, value: expect.closeTo(value, 3) });
		},
		120_000
	);

	it('reads every day of a column as it was written', async () => {
		const product = await api.newProduct('Asia/Shanghai');
		const [{ files }] = MADE as [RealSet];
		await upshot(['import', 'feedback', files[0]!, '--product', product.slug, '--yes'], {
			url: server.url,
			apiKey: product.key.all
		});
		const range = { from: '2015-02-01T00:00:00Z', to: '2015-03-01T00:00:00Z', bucket: 'day' };
		const { body } = await api.ask({ metric: 'feedback_volume', ...range }, product);
		const days = body.result.series[0]?.buckets.filter(({ n }) => n > 0).map(({ start }) => start);
		// Midnight in Shanghai of the 3rd and of the 24th.
		expect(days).toEqual(['2015-02-02T16:00:00.000Z', '2015-02-23T16:00:00.000Z']);
	});
});
