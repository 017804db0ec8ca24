import { defineConfig } from 'vite';

/** The command, as one file for Node beside the server's build; packages stay in node_modules. */
export default defineConfig({
	publicDir: false,
	build: {
		ssr: 'src/cli/main.ts',
		outDir: 'build',
		// The server's build lies there.
		emptyOutDir: false,
		target: 'node20.19',
		rolldownOptions: { output: { entryFileNames: 'cli.js', codeSplitting: false } }
	}
});
