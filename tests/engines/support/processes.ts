import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

type Row = { pid: number; parent: number; state: string };

/** From `/proc`, as a slim Debian has no `ps`. The name in brackets may hold anything, spaces and brackets too. */
function readProc(name: string): Row[] {
	try {
		const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
		const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return [{ pid: Number(name), parent: Number(parent), state }];
	} catch {
		return []; // it ended just now
	}
}

function readPs(): Row[] {
	const table = execFileSync('ps', ['-axo', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim();
	return table.split('\n').map((line) => {
		const [pid, parent, state = ''] = line.trim().split(/\s+/);
		return { pid: Number(pid), parent: Number(parent), state };
	});
}

/** All processes but zombies: where process 1 collects none, they stay although they have ended. */
function running(): Row[] {
	const numbers = existsSync('/proc/self/stat') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : null;
	return (numbers?.flatMap(readProc) ?? readPs()).filter(({ state }) => !state.startsWith('Z'));
}

/** The ids of all processes that `pid` began, and those began. */
export function descendants(pid: number): number[] {
	const rows = running();
	const below = (parent: number): number[] =>
		rows.filter((row) => row.parent === parent).flatMap((row) => [row.pid, ...below(row.pid)]);
	return below(pid);
}

/** Those of `pids` that still run. */
export function alive(pids: readonly number[]): number[] {
	const now = new Set(running().map(({ pid }) => pid));
	return pids.filter((pid) => now.has(pid));
}

/** The command line of a process, its parts separated by spaces. */
export function commandOf(pid: number): string {
	if (existsSync('/proc/self/stat')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
	return execFileSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' });
}
