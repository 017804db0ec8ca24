/** Shows this one alone; all of them again when it already is. */
export function isolated(keys: readonly string[], hidden: readonly string[], key: string): string[] {
	const others = keys.filter((one) => one !== key);
	return others.every((one) => hidden.includes(one)) && !hidden.includes(key) ? [] : others;
}

/** Adds one or takes it away; with none left all are shown again, as an empty chart says nothing. */
export function toggled(keys: readonly string[], hidden: readonly string[], key: string): string[] {
	const next = keys.filter((one) => (one === key ? !hidden.includes(one) : hidden.includes(one)));
	return next.length === keys.length ? [] : next;
}
