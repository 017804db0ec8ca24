/** Writes ClickHouse's RowBinary: values one after another, without names or separators. */
export type RowWriter = Readonly<{
	uint8: (value: number) => void;
	uint32: (value: number) => void;
	uint64: (value: bigint) => void;
	/** DateTime64(3). */
	milliseconds: (value: number) => void;
	nullableFloat64: (value: number | null) => void;
	text: (value: string) => void;
	map: (entries: readonly (readonly [string, string])[]) => void;
	/** Bytes written so far. */
	length: () => number;
	/** What was written; the writer must not be used afterwards. */
	finish: () => Buffer;
}>;

const FIRST_BYTES = 4 * 1024;
/** Room for any fixed-width value and a length. */
const SPARE_BYTES = 16;

/** A writer that grows as it is written to. */
export function createRowWriter(): RowWriter {
	let buffer = Buffer.allocUnsafe(FIRST_BYTES);
	let length = 0;

	function reserve(bytes: number): void {
		if (length + bytes <= buffer.length) return;
		const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + bytes));
		buffer.copy(larger, 0, 0, length);
		buffer = larger;
	}
	function count(value: number): void {
		reserve(SPARE_BYTES);
		let rest = value;
		while (rest >= 0x80) {
			buffer[length++] = (rest & 0x7f) | 0x80;
			rest >>>= 7;
		}
		buffer[length++] = rest;
	}
	function text(value: string): void {
		const bytes = Buffer.byteLength(value);
		count(bytes);
		reserve(bytes);
		length += buffer.write(value, length);
	}
	function fixed(write: (offset: number) => number): void {
		reserve(SPARE_BYTES);
		length = write(length);
	}
	const uint8 = (value: number): void => fixed((offset) => buffer.writeUInt8(value, offset));

	return {
		uint8,
		uint32: (value) => fixed((offset) => buffer.writeUInt32LE(value, offset)),
		uint64: (value) => fixed((offset) => buffer.writeBigUInt64LE(value, offset)),
		milliseconds: (value) => fixed((offset) => buffer.writeBigInt64LE(BigInt(value), offset)),
		nullableFloat64: (value) => {
			uint8(value === null ? 1 : 0);
			if (value !== null) fixed((offset) => buffer.writeDoubleLE(value, offset));
		},
		text,
		map: (entries) => {
			count(entries.length);
			for (const [name, value] of entries) {
				text(name);
				text(value);
			}
		},
		length: () => length,
		finish: () => buffer.subarray(0, length)
	};
}
