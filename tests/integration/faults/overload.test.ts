import { expect, it } from 'vitest';
import { runOverload } from '../../long/overload.ts';

it('refuses what is too much, stores what it took, stays small, and is its old self right after', async () => {
	const outcome = await runOverload(4);
	console.log(JSON.stringify(outcome));
	expect(outcome).toMatchObject({ wrong: [], difference: 0 });
	expect(outcome.timesTooMuch).toBeGreaterThan(10);
	expect(outcome.refused).toBeGreaterThan(0);
	expect(outcome.acceptedRows).toBeGreaterThan(0);
	expect(outcome.mostMegabytes).toBeLessThan(700);
	expect(outcome.slowestAfterMs).toBeLessThan(10_000);
}, 120_000);
