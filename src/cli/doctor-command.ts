import { parseArgs } from 'node:util';
import { UsageError } from './failures.ts';
import type { Host } from './host.ts';
import { parsedOrUsage } from './import-options.ts';
import { printable } from './printable.ts';

/** `upshot doctor`. @returns the exit code: 1 when something needs a hand */
export async function doctorCommand(host: Host, args: readonly string[]): Promise<number> {
	const { positionals } = parsedOrUsage(() => parseArgs({ args: [...args], allowPositionals: true }));
	if (positionals.length > 0) throw new UsageError('upshot doctor takes no argument.');
	const { examine } = await import('./maintenance/doctor.ts');
	let ills = 0;
	for await (const { what, advice } of examine(process.env)) {
		host.out(`${advice === undefined ? 'fine ' : 'LOOK '} ${printable(what, 400)}\n`);
		if (advice === undefined) continue;
		ills++;
		host.out(`      ${advice}\n`);
	}
	host.out(ills === 0 ? 'All is well.\n' : `${ills} of these need a hand.\n`);
	return ills === 0 ? 0 : 1;
}
