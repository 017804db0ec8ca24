import { describe, expect, it } from 'vitest';
import { sharedReads } from '../../../src/lib/server/metadata/shared-reads.ts';

/** Reads that stay open until they are answered, in the order in which they began. */
function createFixture() {
	const begun: { key: string; answer: (value: string) => void; fail: () => void }[] = [];
	const read = sharedReads(
		(key) =>
			new Promise<string>((resolve, reject) => {
				begun.push({ key, answer: resolve, fail: () => reject(new Error('lost')) });
			})
	);
	return { begun, read };
}

/** Every promise that is settled has told its followers. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('sharedReads', () => {
	it('reads at once, and once more for all who asked meanwhile', async () => {
		const { begun, read } = createFixture();
		const first = read('a');
		const others = Array.from({ length: 1000 }, () => read('a'));
		expect(begun).toHaveLength(1);
		begun[0]?.answer('old');
		expect(await first).toBe('old');
		await turn();
		expect(begun).toHaveLength(2);
		begun[1]?.answer('new');
		expect(new Set(await Promise.all(others))).toEqual(new Set(['new']));
	});

	it('gives nobody an answer that began before they asked', async () => {
		const { begun, read } = createFixture();
		const first = read('a');
		const second = read('a');
		begun[0]?.answer('1');
		await first;
		await turn();
		const third = read('a');
		begun[1]?.answer('2');
		expect(await second).toBe('2');
		await turn();
		begun[2]?.answer('3');
		expect(await third).toBe('3');
	});

	it('keeps keys apart, and lets a failure be those who shared it', async () => {
		const { begun, read } = createFixture();
		const lost = read('a');
		const next = read('a');
		const other = read('b');
		expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
		begun[0]?.fail();
		await expect(lost).rejects.toThrow('lost');
		await turn();
		begun[1]?.answer('b');
		begun[2]?.answer('a');
		expect(await Promise.all([next, other])).toEqual(['a', 'b']);
		const again = read('a');
		begun[3]?.answer('fresh');
		expect(await again).toBe('fresh');
	});
});
