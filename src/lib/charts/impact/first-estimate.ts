import * as m from '#lib/paraglide/messages.js';
import { count } from '#lib/ui/number-format.ts';
import { dayMonth, moment, type TimeStyle } from '#lib/ui/time-format.ts';
import { releasedMs, type VerdictFacts } from './verdict-facts.ts';

const HOUR_MS = 3_600_000;
/** What an estimate needs since the release. */
const LEAST = { hours: 6, answers: 50 } as const;
/** A time of day that far ahead would pretend to be known. */
const CLOSE_MS = 48 * HOUR_MS;

type Waiting = Pick<VerdictFacts, 'reasons' | 'untilMs' | 'saidMs' | 'before' | 'after'>;

/** Hours since the release that are counted; `null` where the server sent no numbers. */
const countedHours = ({ reasons }: Waiting): number | null =>
	reasons.find(({ code }) => code === 'TOO_FEW')?.values?.hours ?? null;

const earliestMs = (facts: Waiting): number => releasedMs(facts) + LEAST.hours * HOUR_MS;

/** Of a history that ends before the release no bucket is over either, however long ago that was. */
const isFresh = (facts: Waiting): boolean =>
	countedHours(facts) === 0 && facts.after.n === 0 && (facts.saidMs ?? 0) < earliestMs(facts);

/** What is there instead of an effect. */
export function missingText(facts: Waiting, { locale }: TimeStyle): string {
	const n = { before: count(facts.before.n, locale), after: count(facts.after.n, locale) };
	if (facts.after.n > 0) return m.impact_missing_few(n, { locale });
	return isFresh(facts) ? m.impact_missing_fresh(n, { locale }) : m.impact_missing_none(n, { locale });
}

type Expected =
	Readonly<{ kind: 'earliest' | 'rate'; ms: number }> | Readonly<{ kind: 'never' }> | Readonly<{ kind: 'open' }>;

/** When there will be enough: by the clock while it is fresh, then at the rate of what came since. */
function expected(facts: Waiting): Expected {
	const hours = countedHours(facts);
	const start = releasedMs(facts);
	if (isFresh(facts)) return { kind: 'earliest', ms: earliestMs(facts) };
	if (hours === null || hours === 0 || facts.after.n === 0 || facts.after.n >= LEAST.answers) return { kind: 'open' };
	const ms = start + Math.max(LEAST.hours, (hours * LEAST.answers) / facts.after.n) * HOUR_MS;
	return ms < facts.untilMs ? { kind: 'rate', ms } : { kind: 'never' };
}

/** As exactly as it is known. */
export const shownTime = (ms: number, facts: Pick<Waiting, 'untilMs'>, style: TimeStyle): string =>
	ms - releasedMs(facts) < CLOSE_MS ? moment(ms, style) : dayMonth(ms, style);

/** When an effect will stand here, in a sentence. */
export function expectedText(facts: Waiting, style: TimeStyle): string {
	const { locale } = style;
	const when = expected(facts);
	if (when.kind === 'never') return m.impact_expected_never({}, { locale });
	if (when.kind === 'open') return m.impact_expected_open({}, { locale });
	const date = shownTime(when.ms, facts, style);
	return when.kind === 'rate'
		? m.impact_expected_rate({ date }, { locale })
		: m.impact_expected_earliest({ date }, { locale });
}

/** The same in a few words, for a cell. */
export function expectedShort(facts: Waiting, style: TimeStyle): string {
	const { locale } = style;
	const when = expected(facts);
	if (when.kind === 'never') return m.impact_cell_expected_never({}, { locale });
	if (when.kind === 'open') return m.impact_cell_expected_open({}, { locale });
	const date = shownTime(when.ms, facts, style);
	return when.kind === 'rate'
		? m.impact_cell_expected_rate({ date }, { locale })
		: m.impact_cell_expected_earliest({ date }, { locale });
}
