import { expect, test } from './test.ts';

const answer = (text: string, hoursAgo: number) => ({
	...{ scale: 'stars', score: 4, text },
	at: new Date(Date.now() - hoursAgo * 3_600_000).toISOString()
});

test('the list of answers is as long as it was, and where it was, after Back from another page', async ({
	server,
	member,
	newProduct,
	post
}) => {
	const { slug, key } = await newProduct();
	const items = member.getByRole('list', { name: 'Answers' }).getByRole('link');
	const rows = Array.from({ length: 120 }, (_, index) => answer(`Number ${index}.`, index + 1));
	await post('feedback', key, rows);
	await member.goto(`${server.url}/p/${slug}/feedback`);
	await expect(member.getByRole('button', { name: /^Live/ })).toBeVisible();
	await expect(async () => {
		await items.last().scrollIntoViewIfNeeded();
		await expect(items).toHaveCount(120, { timeout: 500 });
	}).toPass();
	await items.nth(90).scrollIntoViewIfNeeded();
	const top = await member.evaluate(() => scrollY);
	await member.getByRole('link', { name: 'Releases' }).first().click();
	await expect(member).toHaveURL(/releases$/);
	await post('feedback', key, answer('Meanwhile.', 0));
	await member.goBack();
	await expect(items).toHaveCount(121);
	await expect(items.first()).toContainText('Meanwhile.');
	await expect.poll(() => member.evaluate(() => scrollY)).toBe(top);
});
