import { readFileSync, writeFileSync } from 'node:fs';

/** Puts lines between a page's two marks of this name. */
export function writeSection(file: string, name: string, lines: readonly string[]): void {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const text = readFileSync(file, 'utf8');
	const [before, rest] = text.split(start);
	const after = rest?.split(end)[1];
	if (after === undefined) throw new Error(`${file} has no marks for ${name}`);
	writeFileSync(file, `${before}${start}\n\n${lines.join('\n')}\n\n${end}${after}`);
}
