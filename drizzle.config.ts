import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'postgresql',
	schema: './db/metadata/schema.ts',
	out: './db/metadata/migrations'
});
