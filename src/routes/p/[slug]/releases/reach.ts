import type { Release } from '#lib/domain/release.ts';
import * as m from '#lib/paraglide/messages.js';

/** Who got a release and how: `to everyone`, `rolled out gradually`. */
export function reachOf({ assignment, rollout }: Pick<Release, 'assignment' | 'rollout'>): string {
	if (assignment === 'random') return m.chart_release_random();
	if (assignment === 'self-selected') return m.chart_release_chosen();
	return rollout === 'gradual' ? m.chart_release_gradual() : m.chart_release_everyone();
}
