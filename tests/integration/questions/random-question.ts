import { fieldsOf, metricNamed, type MetricTable } from '#lib/domain/metric.ts';
import type { BucketWidth, QuestionInput } from '#lib/domain/question.ts';
import type { Random } from './random.ts';
import { POOL } from './random-rows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a range may be, so that a series has a readable number of buckets. */
const LONGEST: Record<BucketWidth, number> = {
	minute: 2 * HOUR,
	hour: 2 * DAY,
	day: 12 * DAY,
	week: 28 * DAY,
	month: 60 * DAY,
	all: 20 * DAY
};

type RandomFilter = NonNullable<QuestionInput['filter']>[number];

export const ATTRIBUTES = ['attributes.plan', 'attributes.seats', `attributes.o'd\\d.name`, 'attributes.absent'];

function valueFor(field: string, random: Random): string | number | boolean {
	if (field === 'score') return random.pick([0, 1, 3, 4.5, 5, 9, 255]);
	if (field === 'value') return random.pick([0, 1, 2.5, 1e21, 1e-7, -3, 77]);
	if (field === 'scale') return random.pick(['nps', 'csat', 'thumbs', '', 'none', 'likert']);
	if (field === 'attributes.seats') return random.pick([5, '5', 3.5, 'many', true, '']);
	if (field.startsWith('attributes.')) return random.pick(POOL.plan);
	return random.pick(POOL[field as 'version' | 'channel' | 'lang' | 'customer' | 'text' | 'topic' | 'name']);
}

export function randomFilter(field: string, random: Random): RandomFilter {
	const isNumeric = field === 'score' || field === 'value';
	const ordered = isNumeric || field === 'attributes.seats' ? (['>=', '<='] as const) : [];
	const op = random.pick([
		...(['=', '!=', 'in'] as const),
		...(isNumeric || field === 'topic' ? [] : (['contains'] as const)),
		...ordered
	]);
	if (op === 'in') return { field, op, value: [valueFor(field, random), valueFor(field, random)] };
	if (op === 'contains')
		return { field, op, value: random.pick(['slow', 'STRASSE', 'STRAßE', 'ΕΛΛΆΣ', '很慢', 'P', '0', '_', '']) };
	if (op !== '=' && op !== '!=' && field === 'attributes.seats')
		return { field, op, value: random.pick([5, 3.5, 1000]) };
	return { field, op, value: valueFor(field, random) };
}

function randomEnds(bucket: BucketWidth, centreMs: number, nowMs: number, random: Random) {
	const length = random.whole(1, LONGEST[bucket]);
	if (random.chance(0.3)) {
		const from = `now-${Math.ceil((length + 1) / (bucket === 'minute' ? MINUTE : HOUR))}${bucket === 'minute' ? 'm' : 'h'}`;
		return { from, to: random.chance(0.5) ? 'now' : nowMs };
	}
	const middle = centreMs + random.pick([0, 0, random.whole(-6 * DAY, 6 * DAY)]);
	const from = middle - random.whole(0, length);
	const unit = random.pick([1, 900_000, HOUR]);
	return { from: Math.floor(from / unit) * unit, to: Math.floor((from + length) / unit) * unit + unit };
}

export function randomQuestion(
	{ metric, bucket, table }: { metric: string; bucket: BucketWidth; table?: MetricTable },
	{ centreMs, nowMs, random }: { centreMs: number; nowMs: number; random: Random }
): QuestionInput {
	const plain = fieldsOf(table ?? metricNamed(metric)!.table);
	const fields = [...plain, ...plain, ...ATTRIBUTES];
	const filter = random.chance(0.5) ? [] : [randomFilter(random.pick(fields), random)];
	if (filter.length > 0 && random.chance(0.3)) filter.push(randomFilter(random.pick(fields), random));
	const grouped = random.chance(0.5) ? { groupBy: random.pick(fields), groups: random.pick([1, 2, 3, 5, 20]) } : {};
	return { metric, bucket, ...randomEnds(bucket, centreMs, nowMs, random), filter, ...grouped };
}
