import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { upshot, writeText } from './command.ts';
import { problem, startRecordingServer, type RecordingServer } from './recording-server.ts';

const RELEASES = '/api/v1/releases';

let server: RecordingServer;
beforeEach(async () => {
	server = await startRecordingServer();
});
afterEach(() => server.close());

const importing = async (content: string, args: readonly string[] = ['--yes']) =>
	upshot(['import', 'releases', await writeText('releases.csv', content), '--product', 'shop', ...args], {
		url: server.url
	});

describe('upshot import releases', () => {
	const FILE = 'version,date,release\n96.0 ,2021年12月20日,"Fixes.\n• More"\n\n95.0,2021-11-20 10:00,\n';

	it('sends dates as dates and times as instants, and skips blank rows', async () => {
		const { code, out, err } = await importing(FILE);
		expect(code).toBe(0);
		expect(out).toMatch(/^2 rows in .*: 2 added, 0 updated, 0 rejected\.\n1 blank row skipped\.\n$/);
		expect(err).toContain('notes      ← release');
		expect([...server.releases.values()]).toEqual([
			{ version: '96.0', at: '2021-12-20', notes: 'Fixes.\n• More' },
			{ version: '95.0', at: Date.parse('2021-11-20T02:00Z') }
		]);
		expect(server.requestsTo(RELEASES)[0]!.query.get('product')).toBe('shop');
	});

	it('updates what is there', async () => {
		await importing(FILE);
		expect((await importing(FILE)).out).toContain('0 added, 2 updated, 0 rejected.');
	});

	it('rejects rows here and by the server’s word, and goes on', async () => {
		const errors = [{ path: 'title', message: 'Is odd.' }];
		server.next(RELEASES, problem(422, 'Some fields are wrong', { errors }));
		const { code, out } = await importing(
			'version,at,title\n1,2021-01-01,a\n2,soon,b\n1,2021-01-02,c\n3,2021-01-03,d\n'
		);
		expect(code).toBe(1);
		expect(out).toContain('1 added, 0 updated, 3 rejected.');
		expect(out).toContain('  line 2: title: Is odd.\n  line 3: at: “soon”');
		expect(out).toContain('  line 4: version: Stands in line 2 already.');
	});

	it('says that dates alone are rolled out gradually', async () => {
		const { err } = await importing('version,date\n1,2021-01-01\n');
		expect(err).toContain('at         ← date   dates, so rolled out gradually from that day on\n');
	});

	it('ends when the key may not write', async () => {
		server.always(RELEASES, problem(403, 'Not allowed', { detail: 'The key lacks write.' }));
		const { code, err } = await importing(FILE);
		expect(code).toBe(3);
		expect(err).toContain('The server refused: Not allowed (403). The key lacks write.');
	});

	it('needs a version and a time', async () => {
		expect(await importing('date,notes\n2021-01-01,x\n')).toMatchObject({
			code: 2,
			err: 'No column is known to be version: --map version=COLUMN, with one of date, notes.\n'
		});
	});

	it('lists added and updated in JSON', async () => {
		const { out } = await importing(FILE, ['--yes', '--json']);
		expect(JSON.parse(out)).toMatchObject({ kind: 'releases', rows: 2, accepted: 2, updated: 0, blank: 1 });
	});
});

describe('upshot release', () => {
	const releasing = (args: readonly string[]) => upshot(['release', ...args, '--product', 'shop'], { url: server.url });

	it('adds a release of this moment', async () => {
		const before = Date.now();
		const { code, out } = await releasing(['2.4.0']);
		expect(code).toBe(0);
		expect(out).toMatch(/^Added 2\.4\.0 of shop, released \d{4}-.*Z\.\nhttp.*\/p\/shop\/releases\/2\.4\.0\n$/);
		expect(server.releases.get('2.4.0')!['at']).toBeGreaterThanOrEqual(before);
	});

	it('sends title, notes and its page, and says when it only updated', async () => {
		const notes = await writeText('notes.md', 'Fixes.\n');
		const args = ['2.4.0', '--at', '2026-01-31', '--title', 'Blue', '--notes-file', notes, '--url', 'https://x.test/2'];
		await releasing(args);
		expect(server.releases.get('2.4.0')).toEqual({
			version: '2.4.0',
			at: '2026-01-31',
			title: 'Blue',
			notes: 'Fixes.\n',
			url: 'https://x.test/2'
		});
		expect((await releasing(args)).out).toContain('Updated 2.4.0');
	});

	it.each([
		[['--at', '2026-01-31 10:00'], '2026-01-31T02:00:00Z'],
		[['--at', '2026-01-31 10:00', '--zone', 'Europe/Berlin'], '2026-01-31T09:00:00Z'],
		[['--at', '2026-01-31T10:00:00+01:00'], '2026-01-31T09:00:00Z']
	])('reads %j as %s', async (args, iso) => {
		await releasing(['1', ...args]);
		expect(server.releases.get('1')).toEqual({ version: '1', at: Date.parse(iso) });
	});

	it('takes another server by --server, and needs the key', async () => {
		const args = ['release', '1', '--product', 'shop', '--server', server.url];
		expect(await upshot(args)).toMatchObject({ code: 0 });
		expect(await upshot(args, { apiKey: null })).toMatchObject({ code: 2, err: /^UPSHOT_API_KEY is not set/ });
	});

	it('says every wrong field, here and from the server', async () => {
		expect(await releasing(['1', '--url', 'x'])).toMatchObject({
			code: 2,
			err: 'url: Must be an http or https address.\n'
		});
		server.always(RELEASES, problem(422, 'Some fields are wrong', { errors: [{ path: 'at', message: 'Is late.' }] }));
		expect(await releasing(['1'])).toMatchObject({
			code: 3,
			err: 'The server refused: Some fields are wrong (422).\n  at: Is late.\n'
		});
	});
});
