import { createInterface } from 'node:readline';
import { readEnvironment } from './environment.ts';
import { run } from './run.ts';

const { stdin, stdout, stderr } = process;

for (const stream of [stdout, stderr])
	stream.on('error', (error: NodeJS.ErrnoException) => {
		// Who reads along may leave, as `head` does; the import goes on.
		if (error.code !== 'EPIPE') throw error;
	});

const interruption = new AbortController();
process.once('SIGINT', () => {
	stderr.write('\nStopping after the rows under way. Ctrl-C again stops at once.\n');
	interruption.abort();
});

/** While it asks, the terminal hands Ctrl-C to it and not to the process; without an answer the promise would hang. */
function ask(question: string): Promise<string> {
	const terminal = createInterface({ input: stdin, output: stderr });
	return new Promise((resolve) => {
		terminal.once('close', () => resolve(''));
		terminal.once('SIGINT', () => {
			interruption.abort();
			terminal.close();
		});
		terminal.question(question, (answer) => {
			resolve(answer);
			terminal.close();
		});
	});
}

process.exitCode = await run(
	{
		out: (text) => stdout.write(text),
		err: (text) => stderr.write(text),
		isInteractive: stdin.isTTY && stderr.isTTY,
		ask,
		environment: readEnvironment(process.env),
		interrupted: interruption.signal
	},
	process.argv.slice(2)
);
