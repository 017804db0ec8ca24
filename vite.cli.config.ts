import { defineConfig } from 'vite';

/** The command, for Node beside the server's build; packages stay in node_modules. */
export default defineConfig({
	publicDir: false,
	build: {
		ssr: 'src/cli/main.ts',
		outDir: 'build',
		// The server's build lies there.
		emptyOutDir: false,
		target: 'node20.19',
		// What starts databases is loaded only by the commands that do.
		rolldownOptions: { output: { entryFileNames: 'cli.js', chunkFileNames: 'cli/[name].js' } }
	}
});
