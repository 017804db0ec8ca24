import type { StatementPlace } from '#lib/domain/statement.ts';
import { LONGEST_S } from '#lib/server/store/analyst-wall.ts';
import { ClickHouseError } from '#lib/server/store/client.ts';
import { TREE_OF } from '#lib/server/store/read-tree.ts';
import { BrokenOff, MOST_BYTES, TooManyBytes } from '#lib/server/store/row-lines.ts';
import type { FilledSql } from './fill-macros.ts';
import { placeOf, sqlTokens } from './sql-tokens.ts';
import { StatementError, TooManyStatements } from './statement-error.ts';

/** A statement as it was written and as it was sent. */
export type SentStatement = Readonly<{ written: string; filled: FilledSql }>;

const SYNTAX_ERROR = '62';

const MEMORY = 'It needs more memory than a statement may have. Group by less, or look at a shorter time.';
const ROWS = 'It reads more rows than a statement may. Look at a shorter time.';
const COMPLEX = 'It is too long or too deeply nested.';

/** ClickHouse's numbers of limits that were reached. */
const LIMITS: Readonly<Record<string, string>> = {
	...{
		241: MEMORY,
		173: MEMORY,
		191: ROWS,
		158: ROWS,
		307: ROWS,
		396: ROWS,
		290: ROWS,
		161: 'It reads too many columns.'
	},
	...{ 167: COMPLEX, 168: COMPLEX, 306: COMPLEX, 162: COMPLEX, 243: MEMORY, 1000: COMPLEX },
	159: `It took longer than ${LONGEST_S} seconds. Look at a shorter time, or join less.`,
	160: `It would take longer than ${LONGEST_S} seconds. Look at a shorter time, or join less.`,
	394: `It took longer than ${LONGEST_S} seconds. Look at a shorter time, or join less.`
};
const TOO_MANY_AT_ONCE = '202';
const READONLY = '164';

/** Numbers of errors whose words are about the statement, and say nothing of the server. */
const SAYABLE: ReadonlySet<string> = new Set([
	...[
		'6',
		'7',
		'8',
		'10',
		'15',
		'16',
		'20',
		'27',
		'32',
		'34',
		'35',
		'36',
		'38',
		'41',
		'42',
		'43',
		'44',
		'46',
		'47',
		'48'
	],
	...[
		'50',
		'51',
		'52',
		'53',
		'57',
		'60',
		'62',
		'63',
		'69',
		'70',
		'72',
		'117',
		'125',
		'127',
		'130',
		'131',
		'153',
		'157'
	],
	...[
		'179',
		'184',
		'190',
		'206',
		'207',
		'215',
		'267',
		'321',
		'349',
		'352',
		'386',
		'403',
		'407',
		'427',
		'431',
		'476',
		'675'
	]
]);

/** Where ClickHouse goes on about how it works. */
const INNARDS =
	/[.:]?\s+(?:In scope|In query|in scope|while executing|While executing|While processing|Expected one of|Stack trace)\b/s;
const OWN_NAMES = /\b\w+_sql\.|\b__table\d+\./g;

/** What ClickHouse said, without what it says of itself. */
function plainWords(message: string): string {
	const hint = /Maybe you meant:? \[?'?([^'\]?]+)/.exec(message)?.[1]?.replaceAll(OWN_NAMES, '');
	const words = message
		.replace(/^(?:Code: \d+\. )?(?:DB::Exception: )?/, '')
		.replace(/\s*\([A-Z_]+\)(?:\s*\(version [^)]*\))?\s*$/, '')
		.split(INNARDS)[0]
		?.replaceAll(OWN_NAMES, '')
		.replace('Unknown table expression identifier', 'Unknown table')
		.replace(/Unknown (?:[a-z]+ )+identifier/, 'Unknown name')
		.trim();
	const sentence = (words ?? '').slice(0, 300).replace(/[.:]?$/, '.');
	return hint === undefined ? sentence : `${sentence} Did you mean ${hint}?`;
}

/** Where the word stands in the statement as it was written. */
export function placeOfWord(written: string, word: string): StatementPlace | null {
	const small = word.toLowerCase();
	const isIt = ({ kind, text }: { kind: string; text: string }): boolean =>
		(kind === 'word' ? text : kind === 'quoted' ? text.slice(1, -1) : '').toLowerCase() === small;
	const found = sqlTokens(written).find(isIt);
	return found ? placeOf(written, found.at) : null;
}

function syntaxError(message: string, { written, filled }: SentStatement, cause: unknown): StatementError {
	const [, position = '1', near = ''] = /failed at position (\d+) \(([^\n]{0,60}?)\)[ :]/.exec(message) ?? [];
	// It counts bytes, and what stands before the statement.
	const bytes = Buffer.from(filled.sql).subarray(0, Math.max(0, Number(position) - 1 - TREE_OF.length));
	const place = placeOf(written, filled.writtenAt(Math.min(bytes.toString().length, filled.sql.length)));
	const what = /Multi-statements/.test(message)
		? 'Only one statement can be asked.'
		: /not closed/.test(message)
			? 'A quotation mark is not closed.'
			: /Unmatched parentheses/.test(message)
				? 'A bracket is not closed, or closes nothing.'
				: near === '' || near === 'end of query'
					? 'Something is missing at the end.'
					: `This is no SQL from "${near}" on.`;
	return new StatementError('syntax', what, place, cause);
}

const quotedWord = (message: string): string | null => {
	const named = /[`'"]([\w.]+)[`'"]/.exec(message.split(INNARDS)[0] ?? '')?.[1] ?? null;
	return named && named.slice(named.lastIndexOf('.') + 1);
};

/** What went wrong with a statement, for who wrote it; anything that is not about the statement as it is. */
export function statementError(cause: unknown, sent: SentStatement): unknown {
	if (cause instanceof TooManyBytes)
		return new StatementError('limit', `The result is larger than ${MOST_BYTES / 1_000_000} MB.`, null, cause);
	if (!(cause instanceof ClickHouseError || cause instanceof BrokenOff)) return cause;
	const { code, message } = cause;
	if (code === TOO_MANY_AT_ONCE) return new TooManyStatements('Too many statements run at once.', { cause });
	const limit = /too big|too large|too many/i.test(message) && code === '36' ? COMPLEX : LIMITS[code];
	if (limit !== undefined) return new StatementError('limit', limit, null, cause);
	if (code === READONLY) {
		const place = placeOfWord(sent.written, 'SETTINGS');
		return new StatementError('refused', 'SETTINGS cannot be changed here.', place, cause);
	}
	if (code === SYNTAX_ERROR && message.includes('failed at position')) return syntaxError(message, sent, cause);
	if (!SAYABLE.has(code)) return new StatementError('failed', 'ClickHouse cannot answer this.', null, cause);
	const word = quotedWord(message);
	return new StatementError(
		'failed',
		plainWords(message),
		word === null ? null : placeOfWord(sent.written, word),
		cause
	);
}
