import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../../src/cli/host.ts';
import { run } from '../../../src/cli/run.ts';

export type Ran = { code: number; out: string; err: string };

type Options = {
	url?: string;
	apiKey?: string | null;
	/** A person's answer to the question; without one nobody sits there. */
	answer?: string;
	interrupted?: AbortSignal;
	onErr?: (text: string) => void;
};

/** Runs the command in this process, with all that it prints. */
export async function upshot(args: readonly string[], options: Options = {}): Promise<Ran> {
	const { url = 'http://127.0.0.1:9', apiKey = 'key', answer, interrupted, onErr } = options;
	let out = '';
	let err = '';
	const host: Host = {
		out: (text) => (out += text),
		err: (text) => {
			err += text;
			onErr?.(text);
		},
		isInteractive: answer !== undefined,
		ask: (question) => {
			err += question;
			return Promise.resolve(answer ?? '');
		},
		environment: { url, apiKey },
		interrupted: interrupted ?? new AbortController().signal
	};
	return { code: await run(host, args), out, err };
}

/** A file in a folder of its own. */
export async function writeText(name: string, content: string | Uint8Array): Promise<string> {
	const path = join(await mkdtemp(join(tmpdir(), 'upshot-cli-')), name);
	await writeFile(path, content);
	return path;
}
