import { judgementOf } from '#lib/charts/impact/verdict-facts.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';
import type { BoardRow } from './board-rows.ts';

/** The board in a sentence, and a line of what stands behind it. */
export type BoardLead = Readonly<{ title: string; about: string }>;

/** What is watched now, how much of it moved, and which way. */
export function boardLead(rows: readonly BoardRow[], locale: Locale): BoardLead {
	const open = rows.filter(({ isOpen }) => isOpen);
	const cells = open.flatMap((row) => [...row.cells.values()]);
	const established = cells.filter((facts) => judgementOf(facts) !== null);
	const moved = open.filter((row) => [...row.cells.values()].some((facts) => judgementOf(facts) !== null)).length;
	const of = (verdict: 'improved' | 'regressed') =>
		established.filter((facts) => judgementOf(facts) === verdict).length;
	if (open.length === 0 || cells.length === 0)
		return {
			title: m.releases_title({}, { locale }),
			about: m.releases_about({ count: count(rows.length, locale) }, { locale })
		};
	const watched = { count: open.length, shown: count(open.length, locale) };
	const title =
		moved === 0
			? m.impact_board_none(watched, { locale })
			: m.impact_board_moved({ ...watched, moved: count(moved, locale) }, { locale });
	const about = m.impact_board_about(
		{
			count: established.length,
			verdicts: count(established.length, locale),
			cells: count(cells.length, locale),
			improved: count(of('improved'), locale),
			regressed: count(of('regressed'), locale)
		},
		{ locale }
	);
	return { title, about };
}
