/** The address with one panel alone; `null`: with all of them. */
export function panelSearch(search: string, id: string | null): string {
	const params = new URLSearchParams(search);
	params.delete('panel');
	if (id !== null) params.set('panel', id);
	return `?${params.toString()}`;
}

export function withoutParam(search: string, name: string): string {
	const params = new URLSearchParams(search);
	params.delete(name);
	return `?${params.toString()}`;
}
