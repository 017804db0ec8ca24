/** Languages whose month names are read, in full and short, with a dot or without. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl'];

const plain = (name: string): string => name.toLowerCase().replaceAll('.', '');

function monthNames(): Map<string, number> {
	const names = new Map([['sept', 9]]);
	for (const language of LANGUAGES)
		for (const month of ['long', 'short'] as const) {
			const format = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' });
			for (let number = 1; number <= 12; number++) {
				const parts = format.formatToParts(Date.UTC(2001, number - 1, 15));
				const name = plain(parts.find(({ type }) => type === 'month')?.value ?? '');
				// The first language that has a name keeps it.
				if (/^\p{L}{3,}$/u.test(name) && !names.has(name)) names.set(name, number);
			}
		}
	return names;
}

const NUMBERS = monthNames();

/** 1 to 12 for a month's name in any letters, else `null`. */
export const monthNumber = (name: string): number | null => NUMBERS.get(plain(name)) ?? null;
