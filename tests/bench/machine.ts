import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** CPU seconds and memory of a process, from /proc. */
export function usageOf(pid: number): { cpuSeconds: number; megabytes: number } {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const ticks = Number(fields[11]) + Number(fields[12]);
	const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return { cpuSeconds: ticks / 100, megabytes: Number(resident ?? NaN) / 1000 };
}

/** What the figures depend on. */
export function machineLine(versions: Readonly<Record<string, string>>): string {
	const parts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
	const load = loadavg().map((one) => one.toFixed(1));
	return `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${cpus().length} cores (${cpus()[0]?.model ?? ''}), load average before ${load.join(' ')}, Node ${process.versions.node}, ${parts.join(', ')}, commit ${commit}.`;
}

const FILE = 'docs/benchmarks.md';

/** Puts the newest figures between their two marks. */
export function writeFigures(name: string, lines: readonly string[]): void {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
	const [before, rest] = text.split(start);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) throw new Error(`${FILE} has no place for "${name}"`);
	writeFileSync(FILE, `${before}${start}\n\n${lines.join('\n')}\n\n${end}${after}`);
}
