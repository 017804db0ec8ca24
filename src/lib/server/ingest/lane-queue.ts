/** The queue is full; nothing of the request was stored. */
export class IngestBusy extends Error {}

/** What one request brings to a queue. */
type Load = Readonly<{ ids: readonly string[]; bytes: number }>;

const GROUP_ROWS = 20_000;
const GROUP_BYTES = 16_000_000;
const QUEUE_ROWS = 200_000;
const QUEUE_BYTES = 64_000_000;

/** Requests in the order they came, bounded in rows and in the bytes of their bodies. */
export function createLaneQueue<Entry extends Load>() {
	let entries: Entry[] = [];
	let rows = 0;
	let bytes = 0;

	/** How many from the front fit one INSERT; at least one. */
	function groupEnd(): number {
		let [groupRows, groupBytes] = [0, 0];
		const index = entries.findIndex((entry, at) => {
			groupRows += entry.ids.length;
			groupBytes += entry.bytes;
			return at > 0 && (groupRows > GROUP_ROWS || groupBytes > GROUP_BYTES);
		});
		return index === -1 ? entries.length : index;
	}

	function takeFirst(count: number): Entry[] {
		const taken = entries.slice(0, count);
		entries = entries.slice(count);
		for (const entry of taken) {
			rows -= entry.ids.length;
			bytes -= entry.bytes;
		}
		return taken;
	}

	return {
		/** @throws IngestBusy when too much waits already */
		checkRoom: (): void => {
			if (rows > QUEUE_ROWS || bytes > QUEUE_BYTES) throw new IngestBusy('Too many rows wait to be stored.');
		},
		push: (entry: Entry): void => {
			entries.push(entry);
			rows += entry.ids.length;
			bytes += entry.bytes;
		},
		isEmpty: (): boolean => entries.length === 0,
		isGroupFull: (): boolean => rows >= GROUP_ROWS || bytes >= GROUP_BYTES,
		takeGroup: (): Entry[] => takeFirst(groupEnd()),
		takeAll: (): Entry[] => takeFirst(entries.length)
	};
}
