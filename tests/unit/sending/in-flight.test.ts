import { describe, expect, it } from 'vitest';
import { runInFlight } from '#lib/sending/in-flight.ts';

async function* numbers(count: number, onTake: (n: number) => void = () => {}): AsyncGenerator<number> {
	for (let n = 1; n <= count; n++) {
		onTake(n);
		yield n;
	}
}

describe('runInFlight', () => {
	it('runs for every one, at most as many at a time as asked', async () => {
		let running = 0;
		let most = 0;
		const done: number[] = [];
		await runInFlight(numbers(10), 3, async (n) => {
			most = Math.max(most, ++running);
			await new Promise((resolve) => setImmediate(resolve));
			running--;
			done.push(n);
		});
		expect([done.length, most]).toEqual([10, 3]);
	});

	it('takes no more after a failure, waits for the others, and fails with the first', async () => {
		const taken: number[] = [];
		const done: number[] = [];
		let release: () => void = () => {};
		const slow = new Promise<void>((resolve) => (release = resolve));
		const all = runInFlight(
			numbers(10, (n) => void taken.push(n)),
			2,
			async (n) => {
				if (n === 2) {
					release();
					throw new Error('refused');
				}
				await slow;
				done.push(n);
			}
		);
		await expect(all).rejects.toThrow('refused');
		expect(done).toEqual([1]);
		expect(taken.length).toBeLessThan(10);
	});
});
