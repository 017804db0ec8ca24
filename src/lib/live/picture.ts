import type { Answer } from '#lib/domain/question.ts';
import type { Release } from '#lib/domain/release.ts';
import type { SeenRequest, Word } from './contract.ts';
import type { StatementState } from './open-statements.ts';

/** Everything live that a page shows, of one moment. Answers, failures and losses are found by their question. */
export type Picture = Readonly<{
	answers: ReadonlyMap<string, Answer>;
	failures: ReadonlyMap<string, string>;
	/** Since when a question is not kept up to date. */
	lost: ReadonlyMap<string, number>;
	statements: ReadonlyMap<string, StatementState>;
	words: readonly Word[] | null;
	releases: readonly Release[] | null;
	requests: readonly SeenRequest[] | null;
}>;

/** Before anything came: what the server rendered stands. */
export const EMPTY_PICTURE: Picture = {
	answers: new Map(),
	failures: new Map(),
	lost: new Map(),
	statements: new Map(),
	words: null,
	releases: null,
	requests: null
};
