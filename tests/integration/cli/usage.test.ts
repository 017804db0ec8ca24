import { describe, expect, it } from 'vitest';
import { upshot, writeText } from './command.ts';

const CSV = 'date,rating\n2026-01-31,5\n';

describe('upshot', () => {
	it.each([
		[['--help'], /upshot import feedback FILE/],
		[['import', '--help'], /--map FIELD=COLUMN/],
		[['import', 'feedback', '-h'], /--map FIELD=COLUMN/],
		[['release', '--help'], /the release's own page \(not the server\)/]
	])('helps with %j', async (args, text) => {
		const { code, out, err } = await upshot(args);
		expect([code, err]).toEqual([0, '']);
		expect(out).toMatch(text);
		expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
	});

	it('prints its help and exits with 2 when nothing is asked', async () => {
		expect(await upshot([])).toMatchObject({ code: 2, out: expect.stringContaining('upshot release VERSION') });
	});

	it.each([
		[['export'], 'There is no command “export”. See upshot --help.'],
		[['import'], 'Say what to import: upshot import feedback FILE, or events FILE, or releases FILE.'],
		[['import', 'feedback'], 'Name the file: upshot import feedback FILE.'],
		[['import', 'feedback', 'a.csv'], 'Name the product: --product SLUG.'],
		[['import', 'feedback', 'a.csv', 'b.csv', '--product', 'p'], 'One file at a time: what is “b.csv”?'],
		[['import', 'feedback', 'a.csv', '--product', 'A B'], '“A B” is no slug of a product.'],
		[['import', 'feedback', 'a.csv', '--product', 'p', '--quick'], "Unknown option '--quick'. See upshot --help."],
		[['import', 'feedback', 'a.csv', '--product', 'p', '--map', 'at'], '--map takes field=column, not “at”.'],
		[['import', 'feedback', 'a.csv', '--product', 'p', '--map', 'at=a', '--map', 'at=b'], '--map names at twice.'],
		[['import', 'feedback', 'a.csv', '--product', 'p', '--zone', 'CEST+2'], '“CEST+2” is unknown: --zone takes'],
		[['import', 'feedback', 'a.csv', '--product', 'p', '--date-format', 'ymd'], '--date-format is dmy'],
		[['import', 'feedback', 'a.csv', '--product', 'p', '--encoding', 'utf-9'], '“utf-9” is unknown: --encoding takes'],
		[['import', 'feedback', 'absent.csv', '--product', 'p'], 'There is no file absent.csv.'],
		[['import', 'feedback', '.', '--product', 'p'], '. is not a file.'],
		[['release', '--product', 'p'], 'Name the version: upshot release VERSION --product SLUG.'],
		[['release', '1', '--product', 'p', '--at', 'soon'], '--at “soon” is no time'],
		[['release', '1', '--product', 'p', '--server', 'localhost'], '“localhost” is no address of a server']
	])('exits with 2 after %j', async (args, said) => {
		const { code, out, err } = await upshot(args);
		expect([code, out]).toEqual([2, '']);
		expect(err).toContain(said);
	});

	it.each([
		['empty.csv', '', 'is empty.'],
		[
			'book.xls',
			Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]),
			'It is an old Excel workbook. Save it as .xlsx or CSV first.'
		],
		['list.ndjson', '[\n{"a":1}]', 'holds no table: line 1: Is not one JSON object.'],
		['blank.csv', '\n\n', 'holds no table: no header was found.'],
		['header.csv', 'rating,date\n', 'holds a header (“rating, date”) and no rows below it.'],
		['bare.csv', 'rating\n5\n', 'No column is known to be at: --map at=COLUMN, with one of rating.'],
		['mute.csv', 'date\n2026-01-31\n', 'No column is known to be score or text or title'],
		['time.csv', 'date,rating\nsoon,5\n', '“date” does not look like a time: “soon”.']
	])('exits with 2 for %s', async (name, content, said) => {
		const path = await writeText(name, content);
		const { code, err } = await upshot(['import', 'feedback', path, '--product', 'p', '--yes', '--dry-run']);
		expect(code).toBe(2);
		expect(err).toContain(said);
	});

	it('exits with 2 when the encoding that is asked for is not the file’s', async () => {
		const path = await writeText('latin.csv', Uint8Array.from([...Buffer.from(CSV), 0xe9, 10]));
		const args = ['import', 'feedback', path, '--product', 'p', '--dry-run'];
		const { code, err } = await upshot([...args, '--encoding', 'utf-8']);
		expect([code, err]).toEqual([2, expect.stringContaining('is not utf-8 text. Name its encoding')]);
		expect((await upshot(args, { apiKey: null })).err).toContain('windows-1252 by its bytes');
	});

	it('names the variable when the key is missing, and never prints one', async () => {
		const args = ['import', 'feedback', await writeText('a.csv', CSV), '--product', 'p', '--yes'];
		expect((await upshot(args, { apiKey: null })).err).toMatch(/^UPSHOT_API_KEY is not set\./);
		const broken = await upshot(args, { apiKey: 'secret\nkey' });
		expect(broken).toMatchObject({ code: 2, err: 'UPSHOT_API_KEY holds characters that no key has.\n' });
	});

	it('names every field and column that it does not know', async () => {
		const path = await writeText('a.csv', CSV);
		const { err } = await upshot([
			'import',
			'feedback',
			path,
			'--product',
			'p',
			'--map',
			'stars=rating',
			'--map',
			'at=day'
		]);
		expect(err).toMatch(
			/^There is no field “stars”: use id, .*\nThere is no column “day”: the file has date, rating\.\n$/
		);
	});
});
