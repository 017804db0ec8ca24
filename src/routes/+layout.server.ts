import type { LayoutServerLoad } from './$types.js';

/** What every page needs to draw its frame. */
export const load: LayoutServerLoad = ({ locals: { identity, theme } }) => ({
	theme,
	person: identity.kind === 'person' ? { name: identity.name, email: identity.email } : null
});
