/** One frame of a backup as the server sends it: a letter, a length, the content. */
export type Frame = Readonly<{ kind: string; bytes: Buffer }>;

const HEAD_BYTES = 5;

/** The frames of a stream, however it is cut into chunks. */
export async function* readFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
	let waiting: Buffer[] = [];
	let length = 0;
	let wanted = HEAD_BYTES;
	for await (const chunk of chunks) {
		waiting.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
		length += chunk.length;
		if (length < wanted) continue;
		let bytes = Buffer.concat(waiting);
		for (;;) {
			wanted = bytes.length < HEAD_BYTES ? HEAD_BYTES : HEAD_BYTES + bytes.readUInt32BE(1);
			if (bytes.length < wanted || bytes.length < HEAD_BYTES) break;
			yield { kind: bytes.toString('latin1', 0, 1), bytes: bytes.subarray(HEAD_BYTES, wanted) };
			bytes = bytes.subarray(wanted);
		}
		waiting = [bytes];
		length = bytes.length;
	}
	if (length > 0) throw new Error('The backup broke off.');
}
