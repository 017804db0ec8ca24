import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'postgresql',
	schema: './db/metadata/*.ts',
	out: './db/metadata/migrations'
});
