import { SaxesParser } from 'saxes';
import { ImportError, type ImportFile } from './import-file.ts';
import { readZipEntry, type ZipEntry } from './zip-entries.ts';

/** What a reader of XML listens to; names come without their prefix. */
export type XmlListener = Readonly<{
	open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
	text?: (text: string) => void;
	close?: (name: string) => void;
}>;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads an entry of XML; after each piece it yields the share that was read, so that a caller may take what was heard. */
export async function* readXml(file: ImportFile, entry: ZipEntry, listener: XmlListener): AsyncGenerator<number> {
	const parser = new SaxesParser({ xmlns: false });
	const decoder = new TextDecoder();
	parser.on('error', () => {
		throw new ImportError('broken');
	});
	parser.on('opentag', ({ name, attributes }) => listener.open?.(localName(name), attributes));
	parser.on('text', (text) => listener.text?.(text));
	parser.on('cdata', (text) => listener.text?.(text));
	parser.on('closetag', ({ name }) => listener.close?.(localName(name)));
	for await (const { bytes, share } of readZipEntry(file, entry)) {
		parser.write(decoder.decode(bytes, { stream: true }));
		yield share;
	}
	parser.close();
}
