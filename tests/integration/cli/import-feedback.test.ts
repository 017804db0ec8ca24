import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { upshot, writeText } from './command.ts';
import { startRecordingServer, type RecordingServer } from './recording-server.ts';

const FEEDBACK = '/api/v1/feedback';
const REVIEWS = [
	'date,rating,title,content',
	'2022-01-01 20:48:04,1,Love it but,"I miss\ntabs"',
	'2022-01-01 07:25:20,3,Crashes,Again',
	'2022-01-01 07:25:20,3,Crashes,Again',
	''
].join('\n');

let server: RecordingServer;
beforeEach(async () => {
	server = await startRecordingServer();
});
afterEach(() => server.close());

const importing = async (content: string, args: readonly string[] = ['--yes'], name = 'reviews.csv') =>
	upshot(['import', 'feedback', await writeText(name, content), '--product', 'shop', ...args], { url: server.url });

const manyRows = (count: number) =>
	['at,rating,text', ...Array.from({ length: count }, (_, n) => `2026-01-31T08:00:00Z,${1 + (n % 5)},row ${n}`)].join(
		'\n'
	);

describe('upshot import feedback', () => {
	it('sends every row with an id, read as the columns and the zone say', async () => {
		const { code, out, err } = await importing(REVIEWS);
		expect(code).toBe(0);
		expect(out).toMatch(/^3 rows in .* 3 added, 0 there already, 0 rejected\.\n$/);
		expect(err).toContain('at         ← date   times without a zone read as Asia/Shanghai (the product’s zone)');
		expect(err).toContain('score      ← rating   on the stars scale, by the column’s name and values');
		expect(err).toContain('line 2: at 2022-01-01T12:48:04.000Z · scale stars · score 1 · text Love it but I miss tabs');
		const [request] = server.requestsTo(FEEDBACK);
		expect(request).toMatchObject({ method: 'POST', key: 'Bearer key', type: 'application/x-ndjson' });
		expect(Object.fromEntries(request!.query)).toEqual({ product: 'shop', import: 'import-1' });
		expect([...server.rows.values()][0]).toEqual({
			id: expect.stringMatching(/^[\w-]{22}-1$/),
			at: Date.parse('2022-01-01T12:48:04Z'),
			scale: 'stars',
			score: 1,
			text: 'Love it but\nI miss\ntabs'
		});
		expect(JSON.parse(server.requestsTo('/api/v1/imports')[0]!.body)).toMatchObject({
			name: 'reviews.csv',
			mapping: { kind: 'feedback', scale: 'stars', zone: 'Asia/Shanghai' }
		});
	});

	it('adds nothing twice: the file again, or a newer one with rows on top', async () => {
		await importing(REVIEWS);
		expect((await importing(REVIEWS)).out).toContain('0 added, 3 there already');
		const newer = REVIEWS.replace(
			'content\n',
			'content\n2022-01-02 10:00,5,New,one\n2022-01-01 07:25:20,3,Crashes,Again\n'
		);
		expect((await importing(newer)).out).toContain('2 added, 3 there already');
		expect(server.rows.size).toBe(5);
	});

	it('sends batches of at most 5,000 rows, several at a time', async () => {
		const { out } = await importing(manyRows(12_001));
		expect(out).toContain('12,001 added');
		const sizes = server.requestsTo(FEEDBACK).map(({ body }) => body.split('\n').length);
		expect(sizes.toSorted((a, b) => a - b)).toEqual([2001, 5000, 5000]);
		expect(server.requestsTo('/api/v1/imports')).toHaveLength(1);
	});

	it('sends batches of at most 5 MB', async () => {
		const text = 'x'.repeat(19_000);
		const lines = Array.from({ length: 400 }, (_, n) => `2026-01-31,${text}${n}`);
		await importing(['at,text', ...lines].join('\n'));
		const sizes = server.requestsTo(FEEDBACK).map(({ body }) => body.length);
		expect(sizes).toHaveLength(2);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(5_000_000);
		expect(server.rows.size).toBe(400);
	});

	it('reads TSV, NDJSON and other encodings', async () => {
		await importing('at\tstars\n2026-01-31\t5\n', ['--yes'], 'a.tsv');
		await importing(
			'{"at":"2026-01-31T08:00:00Z","scale":"nps","score":9,"attributes":{"seats":3}}\n',
			['--yes'],
			'a.ndjson'
		);
		const gb18030 = Uint8Array.from([...Buffer.from('at,text\n2026-01-31,'), 0xc4, 0xe3]);
		const path = await writeText('a.csv', gb18030);
		await upshot(['import', 'feedback', path, '--product', 'shop', '--yes', '--encoding', 'gb18030'], {
			url: server.url
		});
		expect([...server.rows.values()]).toMatchObject([
			{ scale: 'stars', score: 5 },
			{ scale: 'nps', score: 9, attributes: { seats: 3 } },
			{ text: '你' }
		]);
	});

	it('maps by name and sets constants', async () => {
		const { code } = await importing('posted,mark,plan\n2026-01-31,9,pro\n', [
			...['--map', 'at=posted', '--map', 'score=mark', '--map', 'attributes.plan=plan'],
			...['--set', 'scale=nps', '--set', 'channel=mail', '--zone', 'Europe/Berlin']
		]);
		expect(code).toBe(0);
		expect([...server.rows.values()]).toMatchObject([
			{ at: Date.parse('2026-01-30T23:00:00Z'), scale: 'nps', score: 9, channel: 'mail', attributes: { plan: 'pro' } }
		]);
	});

	it('reports rejected rows with their lines, its own and the server’s, and exits with 1', async () => {
		const errors = [{ path: 'customer', message: 'Too long.' }];
		server.next(FEEDBACK, { status: 200, body: { accepted: 1, duplicates: 0, rejected: [{ index: 1, errors }] } });
		const rejects = await writeText('rejects.csv', '');
		const file = `${REVIEWS.split('\n').slice(0, 5).join('\n')}\nsoon,"six",x,y\n2022-01-01,9,x,y\n\n2022-01-01,"5\n`;
		const { code, out } = await importing(file, ['--yes', '--rejects', rejects]);
		expect(code).toBe(1);
		expect(out).toContain('6 rows in');
		expect(out).toContain('1 added, 0 there already, 4 rejected.');
		expect(out).toContain('1 blank row skipped.');
		expect(out.split('\n').filter((line) => line.startsWith('  line'))).toEqual([
			'  line 4: customer: Too long.',
			'  line 6: at: “soon” is no time that can be read. score: “six” is not a number.',
			'  line 7: score: Must be 1 to 5 on the stars scale.',
			'  line 9: A quote opens here and is not closed properly.'
		]);
		expect((await readFile(rejects, 'utf8')).split('\n')).toHaveLength(6);
	});

	it('shows twenty rejected rows and says where the others are', async () => {
		const { out } = await importing(`at,text\n${'soon,x\n'.repeat(30)}2026-01-31,x\n`);
		expect(out.match(/ {2}line/g)).toHaveLength(20);
		expect(out).toContain('… and 10 more; --rejects FILE writes all of them.');
	});

	it('prints one JSON object and nothing else with --json', async () => {
		const { code, out, err } = await importing(`${REVIEWS}soon,5,x,y\n`, ['--yes', '--json']);
		expect([code, err]).toEqual([1, '']);
		expect(JSON.parse(out)).toMatchObject({
			status: 'done',
			kind: 'feedback',
			file: 'reviews.csv',
			product: 'shop',
			rows: 4,
			accepted: 3,
			duplicates: 0,
			rejected: 1,
			mapping: { at: { column: 'date' }, score: { column: 'rating' } },
			scale: 'stars',
			zone: 'Asia/Shanghai',
			rejections: [{ line: 6, errors: [{ path: 'at', message: '“soon” is no time that can be read.' }] }]
		});
	});

	it('checks every row and sends nothing with --dry-run, also without a key', async () => {
		const path = await writeText('reviews.csv', `${REVIEWS}soon,5,x,y\n`);
		const args = ['import', 'feedback', path, '--product', 'shop', '--dry-run'];
		expect(await upshot(args, { url: server.url })).toMatchObject({ code: 1 });
		expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
		const offline = await upshot(args, { apiKey: null });
		expect(offline.out).toContain('3 could be sent, 1 rejected. Nothing was sent.');
		expect(offline.err).toContain('read as UTC (there is no UPSHOT_API_KEY');
	});

	it('decides the order of day and month by the whole file', async () => {
		const early = '05-07-2023 9:47,5\n'.repeat(80_000);
		await importing(`review_date,rating\n${early}27-08-2023 10:31,5\n`, ['--yes', '--zone', 'UTC']);
		expect([...server.rows.values()].map(({ at }) => at)).toContain(Date.parse('2023-07-05T09:47:00Z'));
		const unclear = 'date,rating\n05-07-2023,5\n';
		expect(await importing(unclear, [])).toMatchObject({ code: 2, err: expect.stringContaining('--date-format dmy') });
		const assumed = await importing(unclear);
		expect([assumed.code, assumed.err]).toEqual([
			0,
			expect.stringContaining('assumed    at: day-month. “date” can be')
		]);
		const told = await importing(unclear, ['--yes', '--zone', 'UTC', '--date-format', 'mdy']);
		expect(told.code).toBe(0);
		expect([...server.rows.values()].map(({ at }) => at)).toContain(Date.parse('2023-05-07'));
	});

	it('uses no column as id that repeats or was rounded', async () => {
		const { err } = await importing('id,at,text\n5.70306E+17,2026-01-31,a\n5.70306E+17,2026-01-31,b\n');
		expect(err).toContain('“id” is not used: it was rounded by a spreadsheet');
		expect(server.rows.size).toBe(2);
		expect((await importing('id,at,text\n7,2026-01-31,c\n7,2026-01-31,d\n')).err).toContain('its values repeat');
		const asked = await importing('id,at,text\n7,2026-01-31,c\n7,2026-01-31,d\n', ['--map', 'id=id', '--yes']);
		expect(asked).toMatchObject({
			code: 2,
			err: '“id” cannot be the id: its values repeat, and equal ids count once.\n'
		});
	});
});

describe('upshot import feedback before a person', () => {
	const asking = async (answer: string) =>
		upshot(['import', 'feedback', await writeText('r.csv', REVIEWS), '--product', 'shop'], { url: server.url, answer });

	it('shows three rows and sends after a yes', async () => {
		const { code, err } = await asking('y');
		expect(code).toBe(0);
		expect(err.match(/ {2}line \d/g)).toEqual(['  line 2', '  line 4', '  line 5']);
		expect(server.rows.size).toBe(3);
	});

	it('asks what the file does not decide, each with its default', async () => {
		const path = await writeText('r.csv', 'date,mark\n05-07-2023,3.5\n');
		const args = ['import', 'feedback', path, '--product', 'shop', '--zone', 'UTC', '--map', 'score=mark'];
		const { err } = await upshot(args, { url: server.url, answer: '' });
		expect(err).toContain('--date-format mdy)?\n  1  day-month\n  2  month-day\n[day-month] ');
		expect(err).toContain('  1  stars:rounded\n  2  csat:rounded\n[stars:rounded] ');
		expect(err).toContain('score 4 · attributes {"rating":"3.5"}');
		expect(await upshot(args, { url: server.url })).toMatchObject({
			code: 2,
			err: expect.stringContaining('No one is there to ask: answer it so, or add --yes.')
		});
	});

	it.each(['n', ''])('sends nothing after %j', async (answer) => {
		const { code, err } = await asking(answer);
		expect(code).toBe(0);
		expect(err).toMatch(/Nothing was sent\.\n$/);
		expect(server.rows.size).toBe(0);
	});

	it('needs --yes or the columns by name where no one is', async () => {
		expect(await importing(REVIEWS, [])).toMatchObject({ code: 2, err: expect.stringContaining('add --yes') });
		const named = ['--map', 'at=date', '--map', 'score=rating', '--map', 'text=content'];
		expect(await importing(REVIEWS, named)).toMatchObject({ code: 0 });
	});
});
