import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { NOBODY } from '#lib/server/access/identity.ts';
import { createRequestLog } from '#lib/server/doors/request-log.ts';

const PRODUCT = { number: 1, slug: 'chrome', name: 'Chrome', timezone: 'UTC', sample: false };

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

function heapBytes(): number {
	if (typeof collect !== 'function') throw new Error('no garbage collector at hand');
	collect();
	return process.memoryUsage().heapUsed;
}

const refusedField = (n: number) => {
	const path = Buffer.alloc(1_000_000, `${n}-`).toString();
	return { index: 0, path, message: `There is no field "${path}".` };
};

describe('createRequestLog', () => {
	it('lets go of long names of fields, of which it keeps the beginning', () => {
		const log = createRequestLog({ now: () => 0, onSeen: () => {} });
		const before = heapBytes();
		for (let n = 0; n < 50; n++)
			log.record(PRODUCT, {
				...{ path: '/api/v1/feedback', status: 422, bytes: 1_000_000, rows: null, identity: NOBODY },
				problems: [refusedField(n)]
			});
		expect(heapBytes() - before).toBeLessThan(5_000_000);
		expect(log.newest(1)[0]?.problems[0]?.path).toBe(`${'49-'.repeat(20)}…`);
		log.stop();
	});
});
