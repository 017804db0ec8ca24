/* The peer of the lane: the same parsing and the same table, with an INSERT for each request. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedbackSchema } from '../../src/lib/domain/feedback.ts';
import { plainFeedback } from '../../src/lib/domain/plain-feedback.ts';
import { parseRows } from '../../src/lib/server/doors/parse-rows.ts';
import { readBody } from '../../src/lib/server/doors/read-body.ts';
import { newUuidV7 } from '../../src/lib/server/doors/uuid-v7.ts';
import { createClickHouse, type ClickHouseAddress } from '../../src/lib/server/store/client.ts';
import { encodeFeedback, insertFeedback } from '../../src/lib/server/store/insert-rows.ts';

/** No product of the server under test has it. */
const PRODUCT = 4_000_000_000;

const now = () => Date.now();
const clickhouse = createClickHouse(JSON.parse(process.env.STORE ?? '') as ClickHouseAddress, () => {});
const context = { now, newId: () => newUuidV7(now()) };
const check = { schema: feedbackSchema(context), plain: (value: unknown) => plainFeedback(value, context) };
let statements = 0;

async function take(request: http.IncomingMessage): Promise<number> {
	const { rows } = parseRows(await readBody(request, 10_000_000), 'application/json', check);
	const { bytes } = encodeFeedback({ product: PRODUCT, batch: 1n, rows });
	await insertFeedback(clickhouse, { pieces: [bytes], queryId: `peer-${process.pid}-${++statements}` });
	return rows.length;
}

const server = http.createServer((request, response) => {
	take(request).then(
		(accepted) => response.writeHead(200).end(JSON.stringify({ accepted })),
		() => response.writeHead(503).end()
	);
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
