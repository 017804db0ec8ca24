import { covered, declared, medianHours, pathAFigures, type Bar, type RunRow } from './path-a-table.ts';
import { shareOf } from './seeds.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const runLine = ({ name, runs, usual }: RunRow): string => {
	const naive = usual === null ? '–' : `${percent(shareOf(runs, ({ naiveAt }) => naiveAt !== null))} (${usual})`;
	const hours = medianHours(runs);
	const halfWidth = runs.reduce((sum, run) => sum + run.halfWidth, 0) / runs.length;
	const cells = [
		name,
		runs.length,
		naive,
		percent(declared(runs)),
		percent(covered(runs)),
		hours === null ? '–' : `${hours} h`,
		halfWidth.toFixed(3)
	];
	return `| ${cells.join(' | ')} |`;
};

const barLine = ({ name, wanted, measured, holds, note }: Bar): string =>
	`| ${name} | ${wanted} | ${measured.toFixed(4)} | ${holds ? 'holds' : `**does not hold**${note ? `: ${note}` : ''}`} |`;

/** Path A's part of the calibration page, and the bars that are missed without a reason given. */
export function pathAReport(scale = 1): { lines: string[]; missed: Bar[] } {
	const { rows, bars } = pathAFigures(scale);
	const lines = [
		'| series | number | the usual comparison declares | path A declares | interval right at every look | half of them by | half width at day 14 |',
		'| --- | --- | --- | --- | --- | --- | --- |',
		...rows.map(runLine),
		'',
		'| bar | wanted | measured | |',
		'| --- | --- | --- | --- |',
		...bars.map(barLine)
	];
	return { lines, missed: bars.filter(({ holds, note }) => !holds && note === undefined) };
}
