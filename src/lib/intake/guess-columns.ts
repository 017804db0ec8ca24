import { cellReader, type ColumnGuess } from './field-mapping.ts';
import { headerWords } from './fields.ts';
import { writtenScore } from './score-scale.ts';
import { isSentiment, isThumbWord } from './score-words.ts';
import type { Column } from './source-row.ts';
import type { Survey } from './survey-file.ts';
import { isSpreadsheetDay, provenDayOrder, writtenTime } from './written-time.ts';

/** What the sample of a column looks like; shares are of its filled cells, but for `filled`, of all rows. */
export type ColumnLook = Readonly<{
	filled: number;
	times: number;
	/** Spreadsheets' days. */
	days: number;
	/** Whole numbers from 0 to 10. */
	scores: number;
	/** Numbers, dressed ones like `4/5` too. */
	numbers: number;
	words: number;
	versions: number;
	langs: number;
	distinct: number;
	distinctCount: number;
	/** Characters of a cell, on average. */
	length: number;
}>;

const VERSION = /^v?\d+(\.\d+){1,4}([-+ (].*)?$/i;
const LANG = /^[a-z]{2}([-_][A-Za-z]{2,4})?$/;

/** Names of columns that count things, whatever their values look like. */
const COUNTED =
	/^(count|votes?|likes?|helpful|retweets?|replies|views|length|size|age|index|rank|year|month|day|hour|confidence|number|quantity|.*数)$/;

const MOSTLY = 0.9;

const isTime = (cell: string): boolean => {
	// Five digits are days only where a name says so.
	if (isSpreadsheetDay(cell)) return false;
	const order = provenDayOrder(cell);
	return writtenTime(cell, order === null || order === 'unclear' ? 'day-month' : order) !== null;
};

function lookOf({ sample }: Survey, column: Column): ColumnLook {
	const read = cellReader({ column, by: 'values' });
	const cells = sample.map((row) => read(row.cells)).filter((cell) => cell !== '');
	const share = (is: (cell: string) => boolean): number =>
		cells.length === 0 ? 0 : cells.filter(is).length / cells.length;
	const distinctCount = new Set(cells).size;
	return {
		filled: sample.length === 0 ? 0 : cells.length / sample.length,
		times: share(isTime),
		days: share(isSpreadsheetDay),
		scores: share((cell) => /^(10|\d)(\.0+)?$/.test(cell)),
		numbers: share((cell) => writtenScore(cell, null) !== null),
		words: share((cell) => isSentiment(cell) || isThumbWord(cell)),
		versions: share((cell) => VERSION.test(cell) && !isTime(cell)),
		langs: share((cell) => LANG.test(cell)),
		distinct: cells.length === 0 ? 0 : distinctCount / cells.length,
		distinctCount,
		length: cells.length === 0 ? 0 : cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length
	};
}

/** The best of those that are good enough, the first of equals. */
function best(free: readonly Column[], worth: (column: Column) => number): Column | undefined {
	let found: Column | undefined;
	let most = 0;
	for (const column of free) {
		const one = worth(column);
		if (one > most) [found, most] = [column, one];
	}
	return found;
}

/** How much a column looks like a score: words say it for sure, few different small numbers likely. */
function scoreWorth({ name }: Column, look: ColumnLook): number {
	if (look.filled < 0.5) return 0;
	if (look.words > MOSTLY && look.distinctCount > 1) return 2;
	if (headerWords(name).some((word) => COUNTED.test(word))) return 0;
	return look.scores > MOSTLY && look.distinctCount > 1 && look.distinctCount <= 11 ? 1 : 0;
}

/** Questions of surveys that are answered in words: why, for what reason, what to improve, what else. */
const OPEN_QUESTION =
	/\b(why|reasons?|improve|(do|change) (better|differently)|tell us|anything else|warum|grund|verbessern|pourquoi|raison|améliorer)\b|почему|为什么|为何|原因|理由|改进|建议|意见/i;

/** More characters than any column that is a text by its values alone. */
const ASKED_FOR = 1e6;

/** How much a column looks like something that a person wrote: a question that asks for it is often left unanswered. */
function textWorth({ name }: Column, look: ColumnLook): number {
	if (look.filled === 0 || look.times >= 0.5 || look.numbers >= 0.5) return 0;
	if (OPEN_QUESTION.test(name)) return ASKED_FOR + look.length;
	return look.filled > 0.3 && look.distinct > 0.3 && look.length >= 12 ? look.length : 0;
}

/** Looks at the values of a file's columns, each at most once. */
export function createColumnGuess(survey: Survey): ColumnGuess {
	const looks = new Map<number, ColumnLook>();
	const look = (column: Column): ColumnLook => {
		const known = looks.get(column.place) ?? lookOf(survey, column);
		looks.set(column.place, known);
		return known;
	};
	const holdsTimes = (column: Column): boolean => look(column).times > 0.5 || look(column).days > 0.5;
	const fitting: Readonly<Record<string, (column: Column) => boolean>> = {
		// Where no column holds times, the name alone leads to the question.
		at: (column) => holdsTimes(column) || look(column).filled === 0 || !survey.columns.some(holdsTimes),
		score: (column) => look(column).numbers > 0.5 || look(column).words > 0.5 || look(column).filled === 0,
		value: (column) => look(column).numbers > 0.5,
		// A number is no text, and a name that everyone has is no customer.
		text: (column) => look(column).numbers < MOSTLY,
		customer: ({ name, place, isMet }) => name.toLowerCase() !== 'name' || look({ name, place, isMet }).distinct > 0.2
	};
	return {
		fits: (field, column) => fitting[field]?.(column) ?? true,
		byValues: (field, free) => {
			if (field === 'at')
				return best(free, (one) => (look(one).times > MOSTLY && look(one).filled > 0.5 ? look(one).filled : 0));
			if (field === 'score') return best(free, (one) => scoreWorth(one, look(one)));
			if (field === 'text' || field === 'notes') return best(free, (one) => textWorth(one, look(one)));
			if (field === 'version') return best(free, (one) => (look(one).versions > MOSTLY ? look(one).filled : 0));
			if (field === 'lang') return best(free, (one) => (look(one).langs > 0.95 && look(one).filled > 0.5 ? 1 : 0));
			return undefined;
		}
	};
}
