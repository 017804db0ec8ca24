/** A worker for one file; the bundler finds it by these very words. */
export const newImportWorker = (): Worker =>
	new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
