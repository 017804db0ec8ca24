import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { upshot, writeText } from './command.ts';
import { problem, startRecordingServer, type RecordingServer } from './recording-server.ts';

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

const importing = async (content: string, args: readonly string[] = ['--yes']) =>
	upshot(['import', 'feedback', await writeText('reviews.csv', content), '--product', 'shop', ...args], {
		url: server.url
	});

const manyRows = (count: number) =>
	['at,rating,text', ...Array.from({ length: count }, (_, n) => `2026-01-31T08:00:00Z,${1 + (n % 5)},row ${n}`)].join(
		'\n'
	);

describe('upshot import feedback to a server in trouble', () => {
	it('waits and goes on when asked to', async () => {
		server.next(FEEDBACK, { ...problem(429, 'Too much at once'), headers: { 'retry-after': '0' } });
		server.next(FEEDBACK, { ...problem(503, 'Not able right now'), headers: { 'retry-after': '0' } });
		const { code, err } = await importing(REVIEWS);
		expect(code).toBe(0);
		expect(err).toContain('The server asks for a pause. Trying again in 0.0 s.');
		expect(server.requestsTo(FEEDBACK)).toHaveLength(3);
	});

	it('gives up on a server that stays busy', async () => {
		server.always(FEEDBACK, { ...problem(503, 'Not able right now'), headers: { 'retry-after': '0' } });
		const { code, err } = await importing(REVIEWS);
		expect(code).toBe(3);
		expect(err).toMatch(/The server is not able right now\. That took too long; try again later\.\n$/);
	});

	it.each(['cut', 'cut-after'] as const)('sends again when the connection is %s, and counts once', async (how) => {
		server.next(FEEDBACK, how);
		const { code, err } = await importing(REVIEWS);
		expect(code).toBe(0);
		expect(err).toContain('Trying again in 0.3 s');
		expect(server.rows.size).toBe(3);
	});

	it('goes on without an import where the key may not open one, and reads times in UTC', async () => {
		server.always('/api/v1/products', problem(403, 'Not allowed'));
		server.always('/api/v1/imports', problem(403, 'Not allowed'));
		const { code, err } = await importing(REVIEWS);
		expect(code).toBe(0);
		expect(err).toContain('read as UTC (the key may not read the product’s own; --zone sets another)');
		expect(server.requestsTo(FEEDBACK)[0]!.query.has('import')).toBe(false);
	});

	it.each([
		[problem(401, 'Who are you?'), 'The server refused: Who are you? (401). Check UPSHOT_API_KEY.\n'],
		[
			problem(422, 'Some fields are wrong', { detail: 'No.', errors: [{ path: 'a', message: 'Must be b.' }] }),
			'The server refused: Some fields are wrong (422). No.\n  a: Must be b.\n'
		],
		[problem(413, 'Too large'), 'The server refused: Too large (413). This should not happen; please report it.\n'],
		[{ status: 500, body: 'oops' }, 'answered 500, and not like Upshot. Is the address right?\n'],
		[{ status: 302, headers: { location: '/x' } }, 'answered 302, and not like Upshot. Is the address right?\n'],
		[{ status: 200, body: { fine: true } }, 'does not answer like Upshot. Is the address right?\n']
	])('exits with 3 and a readable line after %j', async (answer, said) => {
		server.always(FEEDBACK, answer);
		const { code, err, out } = await importing(REVIEWS);
		expect(code).toBe(3);
		expect(err.endsWith(said) || err).toBe(true);
		expect(out).toContain('Run the same command again to go on: nothing is added twice.');
	});

	it('says in JSON what was sent before the refusal', async () => {
		server.always(FEEDBACK, problem(403, 'Not allowed'));
		const { code, out } = await importing(REVIEWS, ['--yes', '--json']);
		expect(code).toBe(3);
		expect(JSON.parse(out)).toMatchObject({
			status: 'failed',
			accepted: 0,
			error: { message: 'The server refused: Not allowed (403).', status: 403, reasons: [] }
		});
	});

	it('does not wait for a server that is not there, or for a product that it lacks', async () => {
		const path = await writeText('r.csv', REVIEWS);
		const absent = await upshot(['import', 'feedback', path, '--product', 'shop', '--yes']);
		expect(absent).toMatchObject({ code: 3, out: '' });
		expect(absent.err).toMatch(/bad port|No server answers/);
		const other = await upshot(['import', 'feedback', path, '--product', 'other', '--yes'], { url: server.url });
		expect(other).toMatchObject({ code: 3, out: '' });
		expect(other.err).toContain('There is no product “other” that this key may see.');
	});

	it('lets no control character of the server or the file through', async () => {
		server.always(FEEDBACK, problem(403, 'No\u001b[2Jt allowed'));
		const { err } = await importing('at,rating,text\n2026-01-31,5,"\u001b]0;x\u0007"\n');
		// eslint-disable-next-line no-control-regex -- these must not be there
		expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
	});
});

describe('Ctrl-C during an import', () => {
	it('finishes what is under way, and says how to go on', async () => {
		const stop = new AbortController();
		server.next(FEEDBACK, { ...problem(429, 'Too much at once'), headers: { 'retry-after': '1' } });
		const path = await writeText('r.csv', manyRows(60_000));
		const { code, out } = await upshot(['import', 'feedback', path, '--product', 'shop', '--yes'], {
			url: server.url,
			interrupted: stop.signal,
			onErr: (text) => {
				if (text.includes('Trying again')) stop.abort();
			}
		});
		expect(code).toBe(130);
		expect(out).toMatch(/^Stopped before the end of the file\./);
		expect(out).toContain('Run the same command again to go on: nothing is added twice.');
		expect(server.rows.size).toBeLessThan(60_000);
		expect(out).toContain(`${server.rows.size.toLocaleString('en')} rows in`);
		expect(server.rows.size).toBeGreaterThan(0);
		const again = await upshot(['import', 'feedback', path, '--product', 'shop', '--yes'], { url: server.url });
		expect(again.code).toBe(0);
		expect(server.rows.size).toBe(60_000);
	});
});
