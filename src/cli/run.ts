import { backupCommand } from './backup-command.ts';
import { dashboardCommand } from './dashboard-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { ServerError, UsageError } from './failures.ts';
import { DASHBOARD_HELP, HELP, IMPORT_HELP, RELEASE_HELP } from './help.ts';
import { BACKUP_HELP, DOCTOR_HELP, RESTORE_HELP } from './maintenance-help.ts';
import type { Host } from './host.ts';
import { importCommand } from './import-command.ts';
import { printable } from './printable.ts';
import { releaseCommand } from './release-command.ts';
import { sayServerError } from './report.ts';
import { restoreCommand } from './restore-command.ts';

/** What a shell expects of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const COMMANDS = new Map([
	['import', { help: IMPORT_HELP, run: importCommand }],
	['release', { help: RELEASE_HELP, run: releaseCommand }],
	['dashboard', { help: DASHBOARD_HELP, run: dashboardCommand }],
	['backup', { help: BACKUP_HELP, run: backupCommand }],
	['restore', { help: RESTORE_HELP, run: restoreCommand }],
	['doctor', { help: DOCTOR_HELP, run: doctorCommand }]
]);

const asksForHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h');

async function dispatch(host: Host, [name, ...args]: readonly string[]): Promise<number> {
	const command = COMMANDS.get(name ?? '');
	if (command && !asksForHelp(args)) return command.run(host, args);
	if (!command && name !== undefined && !['--help', '-h', 'help'].includes(name))
		throw new UsageError(`There is no command “${printable(name, 40)}”. See upshot --help.`);
	host.out(command?.help ?? HELP);
	return name === undefined ? 2 : 0;
}

/** Runs one command. @returns the exit code; whatever goes wrong is said in a line, never as a stack */
export async function run(host: Host, args: readonly string[]): Promise<number> {
	try {
		return await dispatch(host, args);
	} catch (cause) {
		if (host.interrupted.aborted) return INTERRUPTED;
		if (cause instanceof ServerError) {
			sayServerError(host, cause);
			return 3;
		}
		host.err(`${cause instanceof Error ? cause.message : String(cause)}\n`);
		return 2;
	}
}
