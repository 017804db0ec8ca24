import { describe, expect, it } from 'vitest';
import { inlinesOf, markdownBlocks } from '../../../src/lib/ui/markdown.ts';

describe('markdownBlocks', () => {
	it('reads headings, lists, quotes, code, rules and paragraphs', () => {
		const text = '# Title #\n\ntwo\nlines\n\n- a\n- b\n1. c\n\n> said\n---\n```js\n<b>\n```\nend';
		expect(markdownBlocks(text).map(({ kind }) => kind)).toEqual([
			...['heading', 'paragraph', 'list', 'list', 'quote', 'rule', 'code', 'paragraph']
		]);
	});
	it('reads bold, italics, code and links, and leaves the rest as text', () => {
		expect(inlinesOf('a **b** `c` [d](https://e.f) snake_case 2*3*4').map(({ kind }) => kind)).toEqual([
			...['text', 'strong', 'text', 'code', 'text', 'link', 'text']
		]);
	});
	it.each([
		'javascript:alert(1)',
		'data:text/html,x',
		'//evil.example',
		'JaVaScRiPt:x',
		'/\\evil.example',
		'vbscript:x'
	])('makes no link of %s', (href) => {
		expect(inlinesOf(`[x](${href})`).every(({ kind }) => kind === 'text')).toBe(true);
	});
	it('ends on anything, and keeps HTML as text', () => {
		for (const text of ['```', '**', '[]()', '*'.repeat(5000), '- \n>', '<script>alert(1)</script>', '`'.repeat(999)])
			expect(JSON.stringify(markdownBlocks(text))).not.toContain('"html"');
		expect(markdownBlocks('<img src=x>')).toEqual([
			{ kind: 'paragraph', lines: [[{ kind: 'text', text: '<img src=x>' }]] }
		]);
	});
});
