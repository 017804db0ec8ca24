import type { ClickHouseClient } from '@clickhouse/client';
import type { RowTable } from './read-known-ids.ts';

const DAY_MS = 86_400_000;

const recent = (table: RowTable): string =>
	`SELECT product, toDate(received_at), id FROM ${table} WHERE received_at > now64(3, 'UTC') - INTERVAL 7 DAY FORMAT RowBinary`;

const SQL = { feedback: recent('feedback'), events: recent('events') } as const;

/** A UInt32, a Date in two bytes and the first byte of a text's length. */
const HEAD_BYTES = 7;

type OnId = (product: number, id: string, receivedMs: number) => void;

/** Calls `onId` for each whole row in `bytes`; returns where the first row begins that is not whole. */
function readRows(bytes: Buffer, onId: OnId): number {
	let offset = 0;
	while (offset + HEAD_BYTES <= bytes.length) {
		let at = offset + HEAD_BYTES - 1;
		let length = 0;
		let shift = 0;
		let byte = 0x80;
		// LEB128: seven bits a byte, the lowest first.
		while (byte & 0x80 && at < bytes.length) {
			byte = bytes[at++] ?? 0;
			length |= (byte & 0x7f) << shift;
			shift += 7;
		}
		if (byte & 0x80 || at + length > bytes.length) break;
		onId(bytes.readUInt32LE(offset), bytes.toString('utf8', at, at + length), bytes.readUInt16LE(offset + 4) * DAY_MS);
		offset = at + length;
	}
	return offset;
}

/** Calls `onId` for every row received within the last seven days, in no order; its time is exact to the day (UTC). */
export async function readRecentIds(clickhouse: ClickHouseClient, table: RowTable, onId: OnId): Promise<void> {
	const { stream } = await clickhouse.exec({ query: SQL[table] });
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of stream) {
		if (!Buffer.isBuffer(chunk)) continue;
		const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		rest = bytes.subarray(readRows(bytes, onId));
	}
	if (rest.length > 0) throw new Error(`ClickHouse's answer about the ids of ${table} broke off.`);
}
