import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'postgresql',
	schema: ['./db/metadata/schema.ts', './db/metadata/dashboards.ts'],
	out: './db/metadata/migrations'
});
