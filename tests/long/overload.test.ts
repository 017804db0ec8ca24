import { expect, it } from 'vitest';
import { runOverload } from './overload.ts';
import { report } from './report.ts';

const SECONDS = 60;

it('bears ten times too much for a minute', async () => {
	const outcome = await runOverload(SECONDS);
	report('overload', [
		`${new Date().toISOString().slice(0, 10)}: for ${SECONDS} s ${outcome.timesTooMuch.toFixed(1)} times more at once than the server takes.`,
		'',
		'| acknowledged rows | of them not there, or more than them | refused with 429 or 503 | wrong answers | most memory of the app | slowest of ten requests right after |',
		'| --- | --- | --- | --- | --- | --- |',
		`| ${outcome.acceptedRows} | ${outcome.difference} | ${outcome.refused} | ${outcome.wrong.length} | ${Math.round(outcome.mostMegabytes)} MB | ${Math.round(outcome.slowestAfterMs)} ms |`
	]);
	expect(outcome).toMatchObject({ wrong: [], difference: 0 });
	expect(outcome.mostMegabytes).toBeLessThan(700);
	expect(outcome.slowestAfterMs).toBeLessThan(10_000);
});
