import type { ImpactDetail } from '#lib/charts/impact/impact-detail.ts';
import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count, share } from '#lib/ui/number-format.ts';

/** One thing that a verdict must pass: whether it did, in a few words. */
export type Gate = Readonly<{ name: string; state: 'passed' | 'caution' | 'failed'; says: string }>;

const DAY_MS = 86_400_000;
const LEAST_DAYS = 14;
const LEAST_ANSWERS = 50;

/** Gates in the order in which they are asked; those that the numbers tell apart say their numbers. */
export function gatesOf(facts: VerdictFacts, detail: ImpactDetail | null, locale: Locale): Gate[] {
	const codes = new Set(facts.reasons.map(({ code }) => code.split(':', 1)[0]));
	const shown = (value: number) => count(value, locale);
	const state = (failing: readonly string[], warning: readonly string[] = []): Gate['state'] => {
		if (failing.some((code) => codes.has(code))) return 'failed';
		return warning.some((code) => codes.has(code)) ? 'caution' : 'passed';
	};
	const fine = (one: Gate['state']): string => (one === 'passed' ? m.impact_gate_fine() : m.impact_gate_see());
	const plain = (name: string, one: Gate['state']): Gate => ({ name, state: one, says: fine(one) });

	const { axis, charts, outcome } = detail ?? {};
	const days = axis ? Math.floor((axis.releaseMs - axis.startMs) / DAY_MS) : null;
	const since =
		charts && axis ? charts.counterfactual.filter(({ bucket }) => bucketMs(axis, bucket) >= axis.releaseMs) : [];
	const masked = since.filter((point) => point.masked).length;
	const overlap = facts.reasons.find(({ code }) => code === 'OVERLAP')?.values?.information;
	const gates: Gate[] = [
		{
			name: m.impact_gate_before(),
			state: state(['PRE_TOO_SHORT'], ['WEAK_PRE']),
			says:
				days === null
					? fine(state(['PRE_TOO_SHORT'], ['WEAK_PRE']))
					: m.impact_gate_before_says({ count: days, days: shown(days), least: shown(LEAST_DAYS) })
		},
		{
			name: m.impact_gate_answers(),
			state: facts.after.n < LEAST_ANSWERS ? 'failed' : state(['TOO_FEW']),
			says: m.impact_gate_answers_says({ n: shown(facts.after.n), least: shown(LEAST_ANSWERS) })
		},
		overlap === undefined
			? plain(m.impact_gate_overlap(), state(['OVERLAP']))
			: {
					name: m.impact_gate_overlap(),
					state: state(['OVERLAP']),
					says: m.impact_gate_overlap_says({ share: share(Math.floor(overlap * 100) / 100, 0, locale) })
				},
		plain(m.impact_gate_timing(), state(['STEP_BEFORE'], ['LATE_ONSET'])),
		plain(m.impact_gate_burst(), state(['ONE_BURST'], ['SHORT_LIVED'])),
		detail
			? {
					name: m.impact_gate_outage(),
					state: state(['OUTAGE']),
					says: m.impact_gate_outage_says({ masked: shown(masked), all: shown(since.length) })
				}
			: plain(m.impact_gate_outage(), state(['OUTAGE'])),
		plain(m.impact_gate_people(), state(['SELECTION'], ['COMPOSITION', 'VOLUME_CHANGED', 'TOPIC']))
	];
	if (codes.has('SPLIT_BROKEN') || codes.has('SELF_SELECTED') || outcome?.paths.concurrent)
		gates.push(plain(m.impact_gate_split(), state(['SPLIT_BROKEN', 'SELF_SELECTED'], ['BETTING_OPEN'])));
	if (outcome?.paths.concurrent && outcome.paths.beforeAfter)
		gates.push(plain(m.impact_gate_paths(), state(['CONFLICT'])));
	if (charts)
		gates.push({
			name: m.impact_gate_placebo(),
			state: charts.placebo.seen > 0 ? 'caution' : 'passed',
			says: m.impact_gate_placebo_says({ seen: shown(charts.placebo.seen), weeks: shown(charts.placebo.weeks) })
		});
	return gates;
}

const bucketMs = ({ startMs, widthMs }: ImpactDetail['axis'], bucket: number): number => startMs + bucket * widthMs;
