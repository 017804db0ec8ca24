import { answered, type ImportAnswers, type ImportQuestion } from '#lib/intake/import-answers.ts';
import type { ImportProposal } from '#lib/intake/propose-import.ts';
import { UsageError } from './failures.ts';
import type { Host } from './host.ts';
import type { ImportOptions } from './import-options.ts';
import { askedText } from './import-words.ts';
import { printable } from './printable.ts';

/** The option that was typed, by its number or its text; an event may be called anything. */
function chosen({ code, options, default: usual }: ImportQuestion, typed: string): string {
	const text = typed.trim();
	if (text === '' || usual === null) return usual ?? '';
	const option = options[Number(text) - 1] ?? options.find((one) => one === text);
	if (option !== undefined) return option;
	if (code === 'event-name') return text;
	throw new UsageError(`“${printable(text, 60)}” is none of the answers: ${options.join(', ')}.`);
}

/** Asks a person what the file does not decide; the zone is the product's unless --zone says otherwise. */
export async function askedAnswers(
	host: Host,
	options: ImportOptions,
	given: ImportAnswers,
	{ questions }: ImportProposal
): Promise<ImportAnswers> {
	if (!host.isInteractive || options.isJson || options.isConfirmed || options.isDryRun) return given;
	let answers = given;
	for (const question of questions.filter(({ code }) => code !== 'zone')) {
		const list = question.options.map((option, place) => `  ${place + 1}  ${printable(option, 80)}`);
		host.err(`${askedText(question)}\n${list.join('\n')}\n`);
		const typed = await host.ask(`[${printable(question.default ?? '', 60)}] `);
		answers = answered(answers, question, chosen(question, typed));
	}
	return answers;
}
