import { build } from 'vite';

const NAME = 'virtual:fit-worker';
const ENTRY = 'src/lib/server/verdicts/fit-worker.ts';

/**
 * Gives the code of the thread that fits as one piece of text: a thread can be begun from it wherever the app runs, built,
 * in development and in tests, without a file that would have to be found.
 * @returns {import('vite').Plugin}
 */
export function fitWorkerCode() {
	return {
		name: 'upshot:fit-worker',
		resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
		async load(id) {
			if (id !== `\0${NAME}`) return null;
			const built = await build({
				configFile: false,
				logLevel: 'warn',
				publicDir: false,
				build: {
					ssr: ENTRY,
					write: false,
					target: 'node20.19',
					rolldownOptions: { output: { format: 'cjs', codeSplitting: false } }
				}
			});
			if (Array.isArray(built) || !('output' in built)) throw new Error('the fits were not built in one piece');
			const [chunk] = built.output;
			// Another formula needs another thread.
			for (const file of chunk.moduleIds) this.addWatchFile(file);
			return `export default ${JSON.stringify(chunk.code)};`;
		}
	};
}
