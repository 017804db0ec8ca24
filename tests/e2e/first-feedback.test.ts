import { AxeBuilder } from '@axe-core/playwright';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from './test.ts';

const run = promisify(execFile);

/** How each snippet is run as it stands. */
const RUNNERS: Readonly<Record<string, (code: string) => [command: string, ...args: string[]]>> = {
	curl: (code) => ['sh', '-c', code],
	JavaScript: (code) => [process.execPath, '--input-type=module', '-e', code],
	Python: (code) => ['python3', '-c', code]
};

/** A bare machine has no Python; the other two are always run. */
const hasPython = run('python3', ['--version']).then(
	() => true,
	() => false
);

test.describe('a product without feedback', () => {
	test('prints snippets that work as they stand', async ({ server, member, newProduct }) => {
		const { slug, key } = await newProduct();
		await member.goto(`${server.url}/p/${slug}/settings/requests`);
		await member.goto(`${server.url}/p/${slug}`);
		const codes: [string, string][] = [];
		for (const language of Object.keys(RUNNERS)) {
			await member.getByText(language, { exact: true }).click();
			const region = member.getByRole('region', { name: `Send one answer, ${language}` });
			await expect(region).toBeVisible();
			codes.push([language, (await region.textContent()) ?? '']);
		}
		for (const [language, code] of codes) {
			if (language === 'Python' && !(await hasPython)) continue;
			const [command = '', ...args] = RUNNERS[language]!(code);
			const { stdout } = await run(command, args, { env: { PATH: process.env.PATH ?? '', UPSHOT_API_KEY: key } });
			expect([language, stdout]).toEqual([language, expect.stringMatching(/accepted"?: ?1\b/)]);
		}
		await expect(member.getByRole('heading', { level: 1 })).toContainText('of 5 stars');
	});

	test('says in place what is wrong with the first request, and turns live with the first row', async ({
		server,
		member,
		newProduct,
		post
	}) => {
		const { slug, key } = await newProduct();
		await member.goto(`${server.url}/p/${slug}`);
		await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
		const { violations } = await new AxeBuilder({ page: member }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
		await post('feedback', key, [{ scale: 'stars', score: 9 }]);
		await expect(
			member.getByText(/We received a request \d+ s ago: 1 row refused, score: Must be 1 to 5/)
		).toBeVisible();
		await member.getByRole('radio', { name: 'curl' }).focus();
		await member.keyboard.press('ArrowRight');
		await expect(member.getByRole('region', { name: 'Send one answer, JavaScript' })).toBeVisible();
		await post('feedback', key, [{ scale: 'stars', score: 4 }]);
		await expect(member.getByRole('heading', { name: 'Waiting for the first answer' })).toHaveCount(0);
		await expect(member.getByRole('figure', { name: 'Feedback per day' })).toBeVisible();
	});
});
