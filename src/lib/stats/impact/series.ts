import type { Bucket, ImpactCell } from './cell.ts';
import { mixturePrecision } from './e-process.ts';
import { shapeValues } from './onset.ts';
import { watchOutages } from './outage.ts';
import { type Placebo, placebo } from './placebo.ts';
import { seriesDesign, type SeriesDesign } from './series-design.ts';
import {
	type Bank,
	copyBank,
	emptyBank,
	prunedBank,
	pushBank,
	pushRows,
	type Reading,
	readBank,
	setBank,
	shapeEvidences,
	weightsOf
} from './step-model.ts';
import { type AnswersPerDay, createAnswersPerDay } from './selection.ts';
import type { Row } from './whitening.ts';

/** Hours after an onset at which the interval shall be tightest. */
const TIGHTEST_HOURS = 72;

/** What the model says at one moment: each shape's weighed log evidence, and which shape leads. */
export type Look = Readonly<{
	readings: readonly Reading[];
	evidences: readonly number[];
	leading: number;
	logEvidence: number;
}>;

/** One before/after series as it stands; its parts are read by the gates. */
export type Series = Readonly<{
	cell: ImpactCell;
	design: SeriesDesign;
	placebo: Placebo;
	/** Mixture precisions by point and shape. */
	precisions: readonly Float64Array[];
	/** Filters as they were at the release. */
	atRelease: Bank;
	/** Filters as they are after the last closed bucket. */
	bank: () => Bank;
	/** Closed buckets and their rows, from the start of the pre-window. */
	buckets: () => readonly Bucket[];
	rows: () => readonly Row[];
	masked: () => readonly boolean[];
	/** What `SELECTION` compares, for a change that began so many hours after the release. */
	answersPerDay: (onsetHours: number) => AnswersPerDay | null;
	/** Log evidence after each closed bucket since the release. */
	history: () => readonly number[];
	/** How often earlier rows were rewritten, because they turned out to be part of an outage. */
	rewrites: () => number;
	/** Commits a closed bucket; what the model says after it. */
	push: (bucket: Bucket) => Look;
	look: (open: Bucket | null) => Look;
}>;

/** The effect's columns in the bucket with this index. */
export const shapesAt = (design: SeriesDesign, bucket: Bucket, index: number, widthHours: number): Float64Array => {
	const values = shapeValues(design.shapes, design.hoursOf(index), widthHours);
	const share = bucket.newShare;
	return share === undefined || design.hoursOf(index) < 0 ? values : values.map((value) => value * share);
};

/** The bucket that one so many after the last would be if it repeated the last week. */
export function repeated(buckets: readonly Bucket[], ahead: number, widthHours: number): Bucket | undefined {
	const week = Math.round((7 * 24) / widthHours);
	return buckets[buckets.length - week + ((ahead - 1) % week)];
}

/** Mixture precisions from the information that each shape will have 72 hours after its onset, if last week repeats. */
function mixturePrecisions(
	bank: Bank,
	design: SeriesDesign,
	before: readonly Bucket[],
	widthHours: number
): Float64Array[] {
	const future = copyBank(bank);
	const precisions = bank.points.map(() => new Float64Array(design.shapes.length));
	const due = design.shapes.map(({ hours }) => Math.ceil((hours + TIGHTEST_HOURS) / widthHours));
	const horizon = due.reduce((most, at) => Math.max(most, at), 0);
	for (let ahead = 1; ahead <= horizon; ahead++) {
		const bucket = repeated(before, ahead, widthHours);
		const index = before.length + ahead - 1;
		if (bucket)
			pushBank(
				future,
				design.rowOf(bucket, index, false),
				shapeValues(design.shapes, design.hoursOf(index), widthHours)
			);
		if (!due.includes(ahead)) continue;
		for (const { point, solution } of readBank(future))
			due.forEach((at, shape) => {
				const target = precisions[point];
				if (at === ahead && target) target[shape] = mixturePrecision(solution.shapes[shape]?.information ?? 1e-6);
			});
	}
	return precisions;
}

/** What readings say of every shape, and which one leads. */
export const lookAt = (
	readings: readonly Reading[],
	design: SeriesDesign,
	precisions: readonly Float64Array[],
	kappa: number
): Look => {
	const own = shapeEvidences(readings, design.shapes.length, precisions, kappa);
	const evidences = own.map((evidence, shape) => evidence + Math.log(design.shapes[shape]?.weight ?? 1));
	const logEvidence = evidences.reduce((most, evidence) => Math.max(most, evidence), -Infinity);
	return { readings, evidences, leading: evidences.indexOf(logEvidence), logEvidence };
};

/** The before/after model of one cell: a cold fit on what came before the release, then every closed bucket since, in order. */
export function createSeries(cell: ImpactCell): Series {
	const { releaseAt, widthHours } = cell;
	const design = seriesDesign(cell);
	const outages = watchOutages(cell, design.scale.expectedOf);
	const buckets: Bucket[] = [];
	const rows: Row[] = [];
	const masked: boolean[] = [];
	const history: number[] = [];
	let rewrites = 0;

	/** Appends the bucket; `true` if earlier ones turned out to be part of an outage. */
	const append = (bucket: Bucket): boolean => {
		buckets.push(bucket);
		masked.push(false);
		rows.push(design.rowOf(bucket, rows.length, false));
		const run = outages.push(bucket);
		let changed = false;
		for (let index = rows.length - run; index < rows.length; index++) {
			changed ||= index < rows.length - 1 && masked[index] === false;
			masked[index] = true;
			const low = buckets[index];
			if (low) rows[index] = design.rowOf(low, index, true);
		}
		return changed;
	};

	for (const bucket of cell.buckets.slice(0, releaseAt)) append(bucket);
	const answersPerDay = createAnswersPerDay(cell, buckets);
	const full = emptyBank(design);
	pushRows(full, rows);
	const atRelease = prunedBank(full);
	const weights = weightsOf(readBank(atRelease));
	const best = weights.indexOf(weights.reduce((most, weight) => Math.max(most, weight), 0));
	const calibration = placebo(atRelease, best, rows, widthHours);
	const precisions = mixturePrecisions(atRelease, design, buckets, widthHours);

	const bank = copyBank(atRelease);
	const scratch = copyBank(atRelease);
	const pushRow = (target: Bank, row: Row, bucket: Bucket, index: number) =>
		pushBank(target, row, shapesAt(design, bucket, index, widthHours));

	const push = (bucket: Bucket): Look => {
		const changed = append(bucket);
		if (changed) {
			rewrites += 1;
			setBank(bank, atRelease);
		}
		for (let index = changed ? releaseAt : rows.length - 1; index < rows.length; index++) {
			const [row, at] = [rows[index], buckets[index]];
			if (row && at) pushRow(bank, row, at, index);
		}
		const now = lookAt(readBank(bank), design, precisions, calibration.kappa);
		history.push(now.logEvidence);
		return now;
	};
	for (const bucket of cell.buckets.slice(releaseAt)) push(bucket);

	return {
		cell,
		design,
		placebo: calibration,
		precisions,
		atRelease,
		bank: () => bank,
		buckets: () => buckets,
		rows: () => rows,
		masked: () => masked,
		answersPerDay,
		history: () => history,
		rewrites: () => rewrites,
		push,
		look: (open) => {
			if (!open) return lookAt(readBank(bank), design, precisions, calibration.kappa);
			setBank(scratch, bank);
			const row = design.rowOf(open, rows.length, outages.isOpenMasked(open));
			pushRow(scratch, row, open, rows.length);
			return lookAt(readBank(scratch), design, precisions, calibration.kappa);
		}
	};
}
