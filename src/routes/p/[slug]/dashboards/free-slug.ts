/** A name for the address, made of the title where that has Latin letters; one that is not taken. */
export function freeSlug(title: string, taken: ReadonlySet<string>): string {
	const letters = title
		.normalize('NFKD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '-')
		.slice(0, 56)
		.replaceAll(/^-+|-+$/g, '');
	const base = letters === '' ? 'dashboard' : letters;
	for (let number = 1; ; number++) {
		const slug = number === 1 ? base : `${base}-${number}`;
		if (!taken.has(slug)) return slug;
	}
}
