import type { Locale } from '#lib/ui/locale.ts';
import { count, decimal } from '#lib/ui/number-format.ts';

const SUPERSCRIPTS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

const power = (exponent: number): string =>
	[...String(exponent)].map((digit) => SUPERSCRIPTS[Number(digit)] ?? '').join('');

/** Beyond this a power of ten says enough. */
const LONGEST = 100_000;

/** Evidence as people read it: `0.3`, `5`, `206`, `3,508`, `10⁸`. */
export function evidenceText(evidence: number, locale: Locale): string {
	if (evidence >= LONGEST) return `10${power(Math.floor(Math.log10(evidence)))}`;
	if (evidence >= 9.95) return count(evidence, locale);
	if (evidence < 0.05) return `<${decimal(0.1, 1, locale)}`;
	return decimal(evidence, 1, locale).replace(/[.,]0$/, '');
}

/** Ends and ticks of the bar: from a tenth to the first power of ten beyond both, at least a thousand. */
export type EvidenceAxis = Readonly<{ from: number; to: number; ticks: readonly number[] }>;

const LEAST = 0.1;
const LEAST_END = 1000;
const STEPS = [1, 3, 6, 9, 12, 18, 24, 36, 48];

export function evidenceAxis(evidence: number, threshold: number): EvidenceAxis {
	const reach = Math.max(evidence, threshold, LEAST_END);
	const exponent = Math.ceil(Math.log10(Math.min(reach, 1e48)) - 1e-9);
	const end = STEPS.find((step) => step >= exponent) ?? 48;
	const third = end / 3;
	const ticks = [LEAST, 1, ...[third, 2 * third, end].map((step) => 10 ** Math.round(step))];
	return { from: LEAST, to: 10 ** end, ticks: [...new Set(ticks)] };
}

/** Where evidence stands on the axis, in percent; logarithmic, cut at its ends. */
export function evidencePlace(evidence: number, { from, to }: EvidenceAxis): number {
	const share = (Math.log10(Math.max(evidence, from)) - Math.log10(from)) / (Math.log10(to) - Math.log10(from));
	return Math.min(100, share * 100);
}
