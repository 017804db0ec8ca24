/** A piece of a line. A link leads only to a web page, a mail address or a place of this site. */
export type Inline =
	| Readonly<{ kind: 'text'; text: string }>
	| Readonly<{ kind: 'code'; text: string }>
	| Readonly<{ kind: 'strong' | 'em'; children: readonly Inline[] }>
	| Readonly<{ kind: 'link'; href: string; children: readonly Inline[] }>;

export type Block =
	| Readonly<{ kind: 'heading'; level: number; children: readonly Inline[] }>
	| Readonly<{ kind: 'paragraph'; lines: readonly (readonly Inline[])[] }>
	| Readonly<{ kind: 'list'; isOrdered: boolean; entries: readonly (readonly Inline[])[] }>
	| Readonly<{ kind: 'code'; text: string }>
	| Readonly<{ kind: 'quote'; lines: readonly (readonly Inline[])[] }>
	| Readonly<{ kind: 'rule' }>;

const INLINE =
	/`([^`\n]+)`|\*\*(\S(?:[^\n]*?\S)?)\*\*|(?<![\w*])[*_](\S(?:[^\n]*?\S)?)[*_](?![\w*])|\[([^\]\n]+)\]\(([^()\s]+)\)/;

/** Everything else, `javascript:` above all, stays text. */
const isSafeHref = (href: string): boolean =>
	/^(https?:\/\/|mailto:|\/(?!\/)|#|\?)/i.test(href) && !href.includes('\\');

/** Nested deeper than anybody writes by hand. */
const DEEPEST = 6;

/** The pieces of one line, in order; what is no mark stays as it was written. */
export function inlinesOf(line: string, depth = 0): Inline[] {
	const found = depth < DEEPEST ? INLINE.exec(line) : null;
	if (!found) return line === '' ? [] : [{ kind: 'text', text: line }];
	const [whole, code, strong, em, label, href] = found;
	const before = line.slice(0, found.index);
	const rest = line.slice(found.index + whole.length);
	const inner = (text: string) => inlinesOf(text, depth + 1);
	const piece = (): Inline => {
		if (code !== undefined) return { kind: 'code', text: code };
		if (strong !== undefined) return { kind: 'strong', children: inner(strong) };
		if (em !== undefined) return { kind: 'em', children: inner(em) };
		if (label !== undefined && href !== undefined && isSafeHref(href))
			return { kind: 'link', href, children: inner(label) };
		return { kind: 'text', text: whole };
	};
	return [...(before === '' ? [] : [{ kind: 'text', text: before } as const]), piece(), ...inlinesOf(rest, depth)];
}

const HEADING = /^(#{1,4})\s+(.*?)\s*#*$/;
const ENTRY = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const FENCE = /^```/;

const isPlain = (line: string): boolean =>
	line.trim() !== '' && ![HEADING, ENTRY, QUOTE, RULE, FENCE].some((mark) => mark.test(line));

/** How many lines from `from` on pass. */
function run(lines: readonly string[], from: number, passes: (line: string) => boolean): string[] {
	const end = lines.findIndex((line, index) => index >= from && !passes(line));
	return lines.slice(from, end === -1 ? lines.length : end);
}

function blockAt(lines: readonly string[], at: number): { block: Block; length: number } {
	const line = lines[at] ?? '';
	if (FENCE.test(line)) {
		const code = run(lines, at + 1, (one) => !FENCE.test(one));
		return { block: { kind: 'code', text: code.join('\n') }, length: code.length + 2 };
	}
	if (RULE.test(line)) return { block: { kind: 'rule' }, length: 1 };
	const [, marks, title] = HEADING.exec(line) ?? [];
	if (marks !== undefined)
		return { block: { kind: 'heading', level: marks.length, children: inlinesOf(title ?? '') }, length: 1 };
	if (ENTRY.test(line)) {
		const isOrdered = ENTRY.exec(line)?.[1] !== undefined;
		const entries = run(
			lines,
			at,
			(one) => ENTRY.test(one) && !RULE.test(one) && (ENTRY.exec(one)?.[1] !== undefined) === isOrdered
		);
		const children = entries.map((one) => inlinesOf(ENTRY.exec(one)?.[2] ?? ''));
		return { block: { kind: 'list', isOrdered, entries: children }, length: entries.length };
	}
	if (QUOTE.test(line)) {
		const quoted = run(lines, at, (one) => QUOTE.test(one));
		return {
			block: { kind: 'quote', lines: quoted.map((one) => inlinesOf(QUOTE.exec(one)?.[1] ?? '')) },
			length: quoted.length
		};
	}
	const plain = run(lines, at, isPlain);
	return { block: { kind: 'paragraph', lines: plain.map((one) => inlinesOf(one.trim())) }, length: plain.length };
}

/**
 * A safe part of Markdown as blocks: headings, paragraphs, lists, quotes, code, rules, bold, italics, links. HTML is text
 * like any other; no picture is fetched.
 */
export function markdownBlocks(text: string): Block[] {
	const lines = text.split(/\r\n|\r|\n/);
	const blocks: Block[] = [];
	for (let at = 0; at < lines.length;) {
		if ((lines[at] ?? '').trim() === '') {
			at++;
			continue;
		}
		const { block, length } = blockAt(lines, at);
		blocks.push(block);
		at += Math.max(1, length);
	}
	return blocks;
}
