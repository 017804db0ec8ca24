import type { createRandom } from '../../fixtures/random.ts';

type Random = ReturnType<typeof createRandom>;

const COLUMNS = {
	feedback: ['id', 'at', 'text', 'customer', 'version', 'channel', 'score', "attributes['plan']", 'topics'],
	events: ['id', 'at', 'name', 'value', 'customer', 'version', "attributes['plan']", 'attributes'],
	releases: ['version', 'at', 'title', 'notes'],
	verdicts: ['release', 'metric', 'verdict', 'effect']
} as const;

const TABLES = ['feedback', 'events', 'releases', 'verdicts'] as const;

const CONDITIONS = [
	'1',
	'NOT 0',
	"at >= '1970-01-01' OR 1",
	"version != '' XOR 0",
	'at < now() + INTERVAL 1 YEAR',
	'cityHash64(version) % 3 != 0',
	"(version, at) NOT IN (('1.0', now()))",
	'at IN (SELECT at FROM events) OR 1'
];

/** Asks for all that it can reach, one way or another; it names no product. */
export function randomStatement(random: Random): string {
	const { pick, chance, below } = random;
	const table = pick(TABLES);
	const columns = COLUMNS[table];
	const chosen = Array.from({ length: 1 + below(3) }, () => pick(columns));
	const where = table === 'verdicts' ? '1' : pick(CONDITIONS);
	const source = chance(0.3) ? `(SELECT * FROM ${table} WHERE ${where})` : table;
	if (chance(0.25)) return `SELECT groupUniqArray(toString(${pick(columns)})), count() FROM ${source} WHERE ${where}`;
	if (chance(0.2)) return `SELECT a.*, b.* FROM ${source} AS a CROSS JOIN ${pick(TABLES)} AS b LIMIT 500`;
	if (chance(0.2)) return `SELECT toString(${pick(columns)}) FROM ${table} UNION ALL SELECT id FROM events`;
	if (chance(0.2)) return `WITH c AS (SELECT * FROM ${table}) SELECT * FROM c WHERE ${where} ORDER BY ALL DESC`;
	return `SELECT ${chosen.join(', ')} FROM ${source} WHERE ${where} ORDER BY ${pick(columns)} LIMIT ${1 + below(1000)}`;
}
