/** RFC 3339 with a zone; seconds and fractions are optional, as in many exports. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})$/;

/** Storage reaches from 1970 to 2106. */
const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(2106, 0, 1);

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isRealDate(text: string): boolean {
	const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
	if (month < 1 || month > 12 || day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return false;
	return month !== 2 || day < 29 || new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
}

/** Epoch milliseconds of an RFC 3339 text or of a number that already is one; `null` when it is neither. */
export function instantMs(input: string | number): number | null {
	if (typeof input === 'number') return Number.isInteger(input) ? withinStorage(input) : null;
	if (!RFC_3339.test(input) || !isRealDate(input)) return null;
	const parsed = Date.parse(input.replace(' ', 'T').toUpperCase());
	return Number.isNaN(parsed) ? null : withinStorage(parsed);
}

const withinStorage = (ms: number): number | null => (ms >= EARLIEST_MS && ms < LATEST_MS ? ms : null);
