import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'docs/tested.md';

/** Puts the newest result between its two marks in docs/tested.md. */
export function report(name: string, lines: readonly string[]): void {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const text = readFileSync(FILE, 'utf8');
	const [before, rest] = text.split(start);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) throw new Error(`${FILE} has no place for "${name}"`);
	writeFileSync(FILE, `${before}${start}\n\n${lines.join('\n')}\n\n${end}${after}`);
}
