import type { ImpactCell } from './cell.ts';
import { leastSquares } from './least-squares.ts';
import { MOST_MISSING } from './outage.ts';
import type { Reading } from './reading.ts';
import type { Reason } from './reason.ts';
import { isSelected } from './selection.ts';
import type { Look, Series } from './series.ts';
import { weightsOf } from './step-model.ts';

const DAY_HOURS = 24;

/** Days of pre-window below which nothing is said, and below which twice the evidence is asked. */
export const PRE_DAYS = { least: 14, weak: 21 } as const;

/** Another release this close cannot be told apart; nor one that leaves less than this of the information. */
const OVERLAP = { hours: 6, information: 0.25 } as const;

/** Standard errors by which two paths may differ. */
const CONFLICT = 3;

const preDays = ({ releaseAt, widthHours }: ImpactCell): number => (releaseAt * widthHours) / DAY_HOURS;

export const isWeak = (cell: ImpactCell): boolean => preDays(cell) < PRE_DAYS.weak;

export const isTooShort = (cell: ImpactCell): boolean => preDays(cell) < PRE_DAYS.least;

/** How much of a stretch is set. */
function part(flags: readonly boolean[], from: number, to: number): number {
	let set = 0;
	for (let index = from; index < to; index++) if (flags[index]) set += 1;
	return to > from ? set / (to - from) : 0;
}

function outageGate({ cell, masked }: Series): Reason[] {
	const flags = masked();
	const [before, after] = [part(flags, 0, cell.releaseAt), part(flags, cell.releaseAt, flags.length)];
	return before > MOST_MISSING.before || after > MOST_MISSING.after
		? [{ code: 'OUTAGE', values: { before, after } }]
		: [];
}

/** Information on the leading shape with the steps of other releases in the model, as a part of that without. */
export function informationRatio({ design, bank }: Series, look: Look): number {
	if (design.others.length === 0) return 1;
	const weights = weightsOf(look.readings);
	const heaviest = look.readings[weights.indexOf(Math.max(...weights))];
	const point = heaviest && bank().points[heaviest.point];
	const pass = point && bank().passes[point.pass];
	if (!point || !pass) return 1;
	const informationAt = (step: number): number => {
		const precision = point.precision.slice().fill(step, design.layout.flat + 1);
		return leastSquares(pass, design.layout, precision).shapes[look.leading]?.information ?? 0;
	};
	const without = informationAt(1e8);
	return without > 0 ? informationAt(design.stepPrecision) / without : 1;
}

function overlapGate(series: Series, look: Look): Reason[] {
	const { cell, rows } = series;
	const deployed = cell.otherReleases.filter(({ bucket }) => bucket < rows().length);
	const near = deployed.filter(({ bucket }) => Math.abs(bucket - cell.releaseAt) * cell.widthHours <= OVERLAP.hours);
	const ratio = informationRatio(series, look);
	if (near.length === 0 && ratio >= OVERLAP.information) return [];
	const distance = (bucket: number) => Math.abs(bucket - cell.releaseAt);
	const colliding =
		near.length > 0 ? near : deployed.toSorted((a, b) => distance(a.bucket) - distance(b.bucket)).slice(0, 1);
	const hours = (colliding[0] ? distance(colliding[0].bucket) : 0) * cell.widthHours;
	return [{ code: 'OVERLAP', values: { information: ratio, hours }, names: colliding.map(({ version }) => version) }];
}

function selectionGate(series: Series, look: Look): Reason[] {
	const { cell, design, answersPerDay } = series;
	if (!cell.voluntary || cell.kind === 'volume') return [];
	const answers = answersPerDay(design.shapes[look.leading]?.hours ?? 0);
	if (!answers || !isSelected(answers)) return [];
	const { all, low, high } = answers;
	return [
		{
			code: 'SELECTION',
			values: {
				allBefore: all.before,
				allAfter: all.after,
				lowBefore: low.before,
				lowAfter: low.after,
				highBefore: high.before,
				highAfter: high.after
			}
		}
	];
}

function conflictGate(reading: Reading, concurrent: Reading | null): Reason[] {
	if (!concurrent?.ready || !reading.ready) return [];
	const difference = Math.abs(reading.effect - concurrent.effect);
	const spread = Math.hypot(reading.standardError, concurrent.standardError);
	return difference > CONFLICT * spread
		? [{ code: 'CONFLICT', values: { beforeAfter: reading.effect, concurrent: concurrent.effect } }]
		: [];
}

/** Why the effect cannot be told, as far as counts and columns show; the timing and burst gates ask the evidence itself. */
export function gateReasons(series: Series, look: Look, reading: Reading, concurrent: Reading | null): Reason[] {
	// Side by side, no other release, no outage and no choice to answer is in the way.
	const alone = concurrent?.ready
		? []
		: [
				...outageGate(series),
				...overlapGate(series, look),
				// Who answers cannot be told from a handful of answers.
				...(reading.ready ? selectionGate(series, look) : [])
			];
	return [...alone, ...conflictGate(reading, concurrent)];
}
