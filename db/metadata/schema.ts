import {
	boolean,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uuid
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What feedback is about; `number` is its name inside ClickHouse and never used again after a deletion. */
export const products = pgTable('products', {
	number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
	slug: text('slug').notNull().unique(),
	name: text('name').notNull(),
	timezone: text('timezone').notNull(),
	/** Made up for trying things out; every page says so. */
	sample: boolean('sample').notNull().default(false),
	createdAt: instant('created_at').notNull().defaultNow()
});

/** A key is kept as the SHA-256 of its text: what is stolen from here opens nothing. */
export const apiKeys = pgTable('api_keys', {
	id: uuid('id').primaryKey(),
	product: integer('product')
		.notNull()
		.references(() => products.number, { onDelete: 'cascade' }),
	name: text('name').notNull(),
	scopes: text('scopes').array().notNull(),
	hash: text('hash').notNull().unique(),
	createdAt: instant('created_at').notNull().defaultNow(),
	revokedAt: instant('revoked_at')
});

export const releases = pgTable(
	'releases',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		version: text('version').notNull(),
		at: instant('at').notNull(),
		title: text('title').notNull().default(''),
		notes: text('notes').notNull().default(''),
		url: text('url').notNull().default(''),
		assignment: text('assignment', { enum: ['everyone', 'random', 'self-selected'] })
			.notNull()
			.default('everyone'),
		rollout: text('rollout', { enum: ['instant', 'gradual'] })
			.notNull()
			.default('instant'),
		stages: jsonb('stages').$type<{ at: string; share: number }[]>().notNull().default([]),
		/** The import that added it, which takes it back when it is undone. */
		importId: uuid('import')
	},
	(table) => [primaryKey({ columns: [table.product, table.version] }), index('releases_at').on(table.product, table.at)]
);

/** One file or run whose rows belong together. */
export const imports = pgTable('imports', {
	id: uuid('id').primaryKey(),
	product: integer('product')
		.notNull()
		.references(() => products.number, { onDelete: 'cascade' }),
	name: text('name').notNull(),
	kind: text('kind', { enum: ['feedback', 'events', 'releases'] })
		.notNull()
		.default('feedback'),
	/** By which way it came. */
	via: text('via', { enum: ['page', 'command', 'api'] })
		.notNull()
		.default('api'),
	mapping: jsonb('mapping').$type<Record<string, unknown>>(),
	/** Marks the rows in ClickHouse (column `batch`). */
	batch: text('batch').notNull(),
	createdAt: instant('created_at').notNull().defaultNow()
});

/** How files with these columns were read the last time; `signature` is the hash of the set of columns. */
export const importMappings = pgTable(
	'import_mappings',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		kind: text('kind', { enum: ['feedback', 'events', 'releases'] }).notNull(),
		signature: text('signature').notNull(),
		columns: text('columns').array().notNull(),
		answers: jsonb('answers').$type<Record<string, unknown>>().notNull(),
		savedAt: instant('saved_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.product, table.kind, table.signature] })]
);

/** What a product says about a metric; `null` where the default holds. */
export const metricSettings = pgTable(
	'metric_settings',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		metric: text('metric').notNull(),
		direction: text('direction', { enum: ['higher', 'lower', 'neither'] }),
		minimumMeaningfulEffect: doublePrecision('minimum_meaningful_effect'),
		weight: text('weight', { enum: ['primary', 'guardrail', 'other'] })
	},
	(table) => [primaryKey({ columns: [table.product, table.metric] })]
);

/** What was promised of a release, each revision kept for good, even when the release is taken away and added again. */
export const promises = pgTable(
	'promises',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		version: text('version').notNull(),
		revision: integer('revision').notNull(),
		/** Its version when it was written, which the digest covers: a release may be renamed. */
		writtenFor: text('written_for').notNull(),
		hypothesis: text('hypothesis').notNull(),
		outcome: text('outcome').notNull(),
		guardrails: text('guardrails').array().notNull(),
		margin: doublePrecision('margin'),
		reviewOn: text('review_on'),
		owner: text('owner').notNull(),
		writtenBy: text('written_by').notNull(),
		writtenAt: instant('written_at').notNull(),
		digest: text('digest').notNull()
	},
	(table) => [primaryKey({ columns: [table.product, table.version, table.revision] })]
);

/** What was decided about a release, each decision kept for good. */
export const decisions = pgTable(
	'decisions',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		version: text('version').notNull(),
		revision: integer('revision').notNull(),
		decision: text('decision', { enum: ['keep', 'fix', 'roll back', 'wait'] }).notNull(),
		why: text('why').notNull(),
		decidedBy: text('decided_by').notNull(),
		decidedAt: instant('decided_at').notNull()
	},
	(table) => [primaryKey({ columns: [table.product, table.version, table.revision] })]
);

/** A saved, named set of terms; answers about one that is aside (not about the product) stay out of verdicts. */
export const topics = pgTable(
	'topics',
	{
		product: integer('product')
			.notNull()
			.references(() => products.number, { onDelete: 'cascade' }),
		name: text('name').notNull(),
		terms: text('terms').array().notNull(),
		isAside: boolean('is_aside').notNull().default(false)
	},
	(table) => [primaryKey({ columns: [table.product, table.name] })]
);

/** Secrets and one-time things that every process must share. */
export const settings = pgTable('settings', {
	name: text('name').primaryKey(),
	value: text('value').notNull()
});

/** App processes on this store, from their start to their orderly end. */
export const processes = pgTable('processes', {
	id: text('id').primaryKey(),
	/** The last sign of life. */
	heardAt: instant('heard_at').notNull().defaultNow(),
	/** Knows that it is not alone: it takes turns and looks every id up. */
	shares: boolean('shares').notNull().default(false)
});

/** Who stores rows of one product and table right now, as the beginning of its statements' ids; '' when nobody does. */
export const turns = pgTable('turns', {
	name: text('name').primaryKey(),
	holder: text('holder').notNull()
});

/* What better-auth keeps: people, their sessions and how they sign in. */

export const user = pgTable('user', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	email: text('email').notNull().unique(),
	emailVerified: boolean('email_verified').notNull().default(false),
	image: text('image'),
	role: text('role').notNull().default('administrator'),
	createdAt: instant('created_at').notNull().defaultNow(),
	updatedAt: instant('updated_at').notNull().defaultNow()
});

export const session = pgTable(
	'session',
	{
		id: text('id').primaryKey(),
		token: text('token').notNull().unique(),
		userId: text('user_id')
			.notNull()
			.references(() => user.id, { onDelete: 'cascade' }),
		expiresAt: instant('expires_at').notNull(),
		ipAddress: text('ip_address'),
		userAgent: text('user_agent'),
		createdAt: instant('created_at').notNull().defaultNow(),
		updatedAt: instant('updated_at').notNull().defaultNow()
	},
	(table) => [index('session_user').on(table.userId)]
);

export const account = pgTable(
	'account',
	{
		id: text('id').primaryKey(),
		accountId: text('account_id').notNull(),
		providerId: text('provider_id').notNull(),
		userId: text('user_id')
			.notNull()
			.references(() => user.id, { onDelete: 'cascade' }),
		accessToken: text('access_token'),
		refreshToken: text('refresh_token'),
		idToken: text('id_token'),
		accessTokenExpiresAt: instant('access_token_expires_at'),
		refreshTokenExpiresAt: instant('refresh_token_expires_at'),
		scope: text('scope'),
		password: text('password'),
		createdAt: instant('created_at').notNull().defaultNow(),
		updatedAt: instant('updated_at').notNull().defaultNow()
	},
	(table) => [index('account_user').on(table.userId)]
);

export const verification = pgTable('verification', {
	id: text('id').primaryKey(),
	identifier: text('identifier').notNull(),
	value: text('value').notNull(),
	expiresAt: instant('expires_at').notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
	updatedAt: instant('updated_at').notNull().defaultNow()
});
