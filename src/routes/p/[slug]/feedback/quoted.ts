import * as m from '#lib/paraglide/messages.js';

/** `“crash” and “tab”`. */
export const quoted = (words: readonly string[]): string =>
	words.map((word) => m.feedback_word({ word })).join(m.feedback_word_joint());
