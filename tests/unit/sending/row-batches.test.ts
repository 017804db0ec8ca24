import { describe, expect, it } from 'vitest';
import { createBatches, type Batch } from '#lib/sending/row-batches.ts';

const textOf = ({ body }: Batch) => Buffer.from(body).toString();

describe('createBatches', () => {
	it('holds 5,000 rows with their lines', () => {
		const batches = createBatches();
		const full: Batch[] = [];
		for (let line = 1; line <= 5001; line++) {
			const batch = batches.add(`{"é":${line}}`, line, line * 10);
			if (batch) full.push(batch);
		}
		expect(full).toHaveLength(1);
		expect(full[0]).toMatchObject({ fileBytes: 50_010 });
		expect(full[0]!.lines).toHaveLength(5000);
		expect(textOf(full[0]!).split('\n')).toHaveLength(5000);
		expect(textOf(batches.take(7)!)).toBe('{"é":5001}');
		expect(batches.take(7)).toBeNull();
	});

	it('holds 5 MB, and a larger row alone', () => {
		const batches = createBatches();
		const row = (megabytes: number) => 'x'.repeat(megabytes * 1_000_000);
		expect(batches.add(row(3), 1, 0)).toBeNull();
		expect(batches.add(row(3), 2, 0)?.lines).toEqual([1]);
		expect(batches.add(row(6), 3, 0)?.lines).toEqual([2]);
		expect(batches.add('y', 4, 0)?.body).toHaveLength(6_000_000);
		expect(textOf(batches.take(0)!)).toBe('y');
	});

	it('writes into memory that was given back', () => {
		const batches = createBatches();
		batches.add('first', 1, 0);
		const first = batches.take(0)!;
		batches.add('second', 2, 0);
		const second = batches.take(0)!;
		expect([textOf(first), textOf(second)]).toEqual(['first', 'second']);
		batches.release(first);
		batches.add('third', 3, 0);
		expect(batches.take(0)!.body.buffer).toBe(first.body.buffer);
	});
});
