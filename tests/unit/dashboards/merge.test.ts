import { describe, expect, it } from 'vitest';
import type { DashboardContent } from '../../../src/lib/domain/dashboard.ts';
import type { Panel } from '../../../src/lib/domain/panel.ts';
import { combined, panelChanges } from '../../../src/routes/p/[slug]/dashboards/[name]/merge.ts';

const panel = (id: string, changes: Partial<Panel> = {}): Panel => ({
	...{ id, chart: 'text', text: id, x: 0, y: 0, w: 3, h: 1 },
	...changes
});
const board = (panels: Panel[], title = 'Board'): DashboardContent => ({
	title,
	panels: panels.map((one, index) => ({ ...one, y: one.y || index })),
	variables: []
});
const textsOf = ({ panels }: DashboardContent) => panels.map(({ id, text }) => `${id}: ${text}`);

const base = board([panel('a'), panel('b'), panel('c')]);

describe('combined', () => {
	it('keeps what only one side did', () => {
		const mine = board([panel('a', { text: 'mine' }), panel('b'), panel('c'), panel('d')]);
		const theirs = board([panel('a'), panel('b', { text: 'theirs' }), panel('c')], 'Renamed');
		const both = combined(base, mine, theirs);
		expect(both.title).toBe('Renamed');
		expect(textsOf(both)).toEqual(['a: mine', 'b: theirs', 'c: c', 'd: d']);
	});
	it('keeps both of a panel that both changed', () => {
		const both = combined(base, board([panel('a', { text: 'mine' })]), board([panel('a', { text: 'theirs' })]));
		expect(textsOf(both)).toEqual(['a: theirs', 'a-2: mine']);
	});
	it('keeps what one side removed and the other changed', () => {
		const without = board([panel('b'), panel('c')]);
		const changed = board([panel('a', { text: 'changed' }), panel('b'), panel('c')]);
		expect(textsOf(combined(base, without, changed)).sort()).toEqual(['a: changed', 'b: b', 'c: c']);
		expect(textsOf(combined(base, changed, without)).sort()).toEqual(['a: changed', 'b: b', 'c: c']);
		expect(textsOf(combined(base, without, base))).toEqual(['b: b', 'c: c']);
	});
	it('tells what a side did', () => {
		const later = board([panel('a', { text: 'new' }), panel('c'), panel('d')]).panels;
		const changes = panelChanges([panel('a'), panel('b', { y: 1 }), panel('c', { y: 1 })], later);
		expect(changes.map(({ id, what }) => `${what} ${id}`)).toEqual(['changed a', 'added d', 'removed b']);
	});
});
