import { Inflate } from 'fflate';
import { ImportError, type ImportFile } from './import-file.ts';

/** One file inside a zip file. */
export type ZipEntry = Readonly<{ name: string; method: number; start: number; packedBytes: number }>;

/** The end record is 22 bytes before a comment of at most 65,535. */
const END_BYTES = 22;
const END_REACH = END_BYTES + 65_535;
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;

/** Packed bytes read at once: text unpacks to ten or twenty times as much. */
const CHUNK_BYTES = 16_384;

const STORED = 0;
const DEFLATED = 8;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A copy, as whoever reads may use his buffer again. */
const readCopy = async (file: ImportFile, from: number, to: number): Promise<Uint8Array> =>
	Uint8Array.from(await file.read(from, to));

async function readEndRecord(file: ImportFile): Promise<DataView> {
	const from = Math.max(0, file.bytes - END_REACH);
	const view = viewOf(await readCopy(file, from, file.bytes));
	for (let at = view.byteLength - END_BYTES; at >= 0; at--)
		if (view.getUint32(at, true) === END_MARK) return new DataView(view.buffer, view.byteOffset + at);
	throw new ImportError('broken');
}

/** What a zip file holds, by the list at its end. @throws ImportError when it has none, as a file cut short */
export async function readZipEntries(file: ImportFile): Promise<ZipEntry[]> {
	const end = await readEndRecord(file);
	const [bytes, start] = [end.getUint32(12, true), end.getUint32(16, true)];
	const view = viewOf(await readCopy(file, start, start + bytes));
	const entries: ZipEntry[] = [];
	for (let at = 0; at + ENTRY_BYTES <= view.byteLength;) {
		if (view.getUint32(at, true) !== ENTRY_MARK) throw new ImportError('broken');
		const nameBytes = view.getUint16(at + 28, true);
		const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + ENTRY_BYTES, nameBytes));
		entries.push({
			name: name.replaceAll('\\', '/').replace(/^\//, ''),
			method: view.getUint16(at + 10, true),
			packedBytes: view.getUint32(at + 20, true),
			start: view.getUint32(at + 42, true)
		});
		at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return entries;
}

/** Unpacked bytes of an entry in pieces, each with the share of the entry that is behind it. */
export async function* readZipEntry(
	file: ImportFile,
	{ method, start, packedBytes }: ZipEntry
): AsyncGenerator<Readonly<{ bytes: Uint8Array; share: number }>> {
	if (method !== STORED && method !== DEFLATED) throw new ImportError('broken');
	const local = viewOf(await readCopy(file, start, start + LOCAL_BYTES));
	if (local.byteLength < LOCAL_BYTES) throw new ImportError('broken');
	const from = start + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
	let unpacked: Uint8Array[] = [];
	const inflate = new Inflate((bytes) => unpacked.push(bytes));
	for (let at = 0; at < packedBytes;) {
		const chunk = await readCopy(file, from + at, from + Math.min(at + CHUNK_BYTES, packedBytes));
		if (chunk.length === 0) throw new ImportError('broken');
		at += chunk.length;
		try {
			if (method === STORED) unpacked.push(chunk);
			else inflate.push(chunk, at >= packedBytes);
		} catch {
			throw new ImportError('broken');
		}
		for (const bytes of unpacked) yield { bytes, share: at / packedBytes };
		unpacked = [];
	}
}
