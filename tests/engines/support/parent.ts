import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { expect, onTestFinished } from 'vitest';
import type { Engines } from '#lib/server/engines/start-engines.ts';
import { alive, descendants } from './processes.ts';

const SCRIPT = `
import { startEngines } from './start-engines.js';
const write = (fields, message) => console.error(message);
const log = { info: write, warn: write, error: write };
try {
	const engines = await startEngines({ dataDir: process.argv[2], root: process.argv[3], log });
	console.log(JSON.stringify({ ...engines, state: engines.state() }));
	process.on('SIGTERM', () => engines.stop().then(() => process.exit(0)));
	setInterval(() => {}, 1_000_000);
} catch (cause) {
	console.error(cause.name + ': ' + cause.message);
	process.exit(1);
}
`;

/** A folder with a program that starts the engines and says where they are, for everybody to run. */
export async function buildParent(): Promise<string> {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'upshot-parent-'));
	const out = path.join(folder, 'built');
	mkdirSync(out);
	// Sockets lie here; a killed start leaves their folder behind.
	mkdirSync(path.join(folder, 'tmp'));
	for (const name of ['.', 'tmp']) chmodSync(path.join(folder, name), name === 'tmp' ? 0o1777 : 0o755);
	await build({
		configFile: false,
		logLevel: 'error',
		ssr: { noExternal: true },
		build: { ssr: 'src/lib/server/engines/start-engines.ts', outDir: out, emptyOutDir: true }
	});
	writeFileSync(path.join(out, 'package.json'), '{ "type": "module" }');
	writeFileSync(path.join(out, 'parent.js'), SCRIPT);
	return folder;
}

type User = { uid: number; gid: number };

export type Parent = {
	pid: number;
	engines: Pick<Engines, 'clickhouse' | 'postgres'> & { state: ReturnType<Engines['state']> };
	/** Its children and theirs, when the engines had started. */
	children: number[];
	kill(signal: NodeJS.Signals): void;
};

export type ParentOptions = { dataDir: string; root?: string; user?: User; node?: string; path?: string };

/** Runs the program until its engines answer; rejects with what it wrote when they do not. */
export async function startParent(built: string, options: ParentOptions): Promise<Parent> {
	const { dataDir, root = process.cwd(), user, node = process.execPath } = options;
	const child = spawn(node, [path.join(built, 'built/parent.js'), dataDir, root], {
		cwd: '/',
		env: { PATH: options.path ?? process.env.PATH, TMPDIR: path.join(built, 'tmp') },
		stdio: ['ignore', 'pipe', 'pipe'],
		...user
	});
	const ended = new Promise((resolve) => child.once('close', resolve));
	let children: number[] = [];
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await ended;
		await expect.poll(() => alive(children), { timeout: 5000, interval: 20 }).toEqual([]);
	});
	let said = '';
	child.stderr.on('data', (bytes) => (said += String(bytes)));
	const answer = await new Promise<string>((resolve, reject) => {
		createInterface({ input: child.stdout }).once('line', resolve);
		child.once('close', () => reject(new Error(said)));
	});
	children = descendants(child.pid!);
	return { pid: child.pid!, engines: JSON.parse(answer), children, kill: (signal) => child.kill(signal) };
}

export const removeParent = (folder: string) => rmSync(folder, { recursive: true, force: true });
