import { Question, type Answer } from '#lib/domain/question.ts';

type Ask = (question: Question) => Promise<Answer>;

/** How the answers of one side of a release divide by a field. */
export type MixRow = Readonly<{ name: string; before: number; after: number }>;

/** Who answered, in the days before a release and in as many since; `rows` is empty where the field says nothing. */
export type Mix = Readonly<{
	field: 'channel' | 'lang';
	fromMs: number;
	releaseMs: number;
	toMs: number;
	before: number;
	after: number;
	rows: readonly MixRow[];
}>;

const DAY_MS = 86_400_000;
const MOST_DAYS = 28;
const MOST_ROWS = 6;

const sizes = (answer: Answer): Map<string, number> =>
	new Map(
		answer.result.series.map(({ group, other, buckets }) => [other ? ' ' : (group ?? ''), buckets[0]?.n ?? 0] as const)
	);

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

async function mixBy(
	field: Mix['field'],
	{ ask, fromMs, releaseMs, toMs }: { ask: Ask; fromMs: number; releaseMs: number; toMs: number }
): Promise<Mix> {
	const side = (from: number, to: number) =>
		ask(
			Question.parse({
				metric: 'feedback_volume',
				from: new Date(from).toISOString(),
				to: new Date(to).toISOString(),
				bucket: 'all',
				groupBy: field,
				groups: MOST_ROWS
			})
		);
	const [before, after] = (await Promise.all([side(fromMs, releaseMs), side(releaseMs, toMs)])).map(sizes);
	const [then, now] = [before ?? new Map<string, number>(), after ?? new Map<string, number>()];
	const names = [...new Set([...then.keys(), ...now.keys()])];
	const rows = names
		.map((name) => ({ name, before: then.get(name) ?? 0, after: now.get(name) ?? 0 }))
		.sort((one, other) => other.before + other.after - one.before - one.after)
		.slice(0, MOST_ROWS);
	const says = rows.some(({ name }) => name !== '' && name !== ' ');
	return { field, fromMs, releaseMs, toMs, before: total(then), after: total(now), rows: says ? rows : [] };
}

/** Four weeks before the release beside what came since, at most as long; by channel, else by language. */
export async function readMix({ ask, releaseMs }: { ask: Ask; releaseMs: number }): Promise<Mix | null> {
	const nowMs = Date.now();
	if (releaseMs >= nowMs) return null;
	const toMs = Math.min(nowMs, releaseMs + MOST_DAYS * DAY_MS);
	const span = { ask, fromMs: releaseMs - MOST_DAYS * DAY_MS, releaseMs, toMs };
	const byChannel = await mixBy('channel', span);
	if (byChannel.rows.length > 1) return byChannel;
	const byLanguage = await mixBy('lang', span);
	return byLanguage.rows.length > 1 ? byLanguage : byChannel;
}
