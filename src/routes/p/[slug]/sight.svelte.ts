import type { Attachment } from 'svelte/attachments';

/** Less than a window's height away a panel is as good as seen: it is current when somebody scrolls to it. */
const NEAR = '100% 0px';

/** Which questions of a page have their pictures where nobody can see them. */
export class Sight {
	#away = $state.raw<readonly string[]>([]);
	readonly #attachments: Record<string, Attachment<HTMLElement>> = {};

	/** `away`: what lies below the first screen, until somebody scrolls there. */
	constructor(away: readonly string[] = []) {
		this.#away = away;
	}

	/** The names of questions. */
	get away(): readonly string[] {
		return this.#away;
	}

	/** For the panel that shows these questions; the same for the same names. */
	of(...names: readonly string[]): Attachment<HTMLElement> {
		const key = names.join(' ');
		return (this.#attachments[key] ??= this.#watching(names));
	}

	#watching(names: readonly string[]): Attachment<HTMLElement> {
		return (element) => {
			const observer = new IntersectionObserver(
				(entries) => this.#set(names, entries.at(-1)?.isIntersecting === false),
				{ rootMargin: NEAR }
			);
			observer.observe(element);
			return () => {
				observer.disconnect();
				this.#set(names, false);
			};
		};
	}

	#set(names: readonly string[], isAway: boolean): void {
		if (names.every((name) => this.#away.includes(name) === isAway)) return;
		const others = this.#away.filter((name) => !names.includes(name));
		this.#away = isAway ? [...others, ...names] : others;
	}
}
