import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Rooms of lib, in the order of the README's picture: folder → the folders it may import. */
const ROOMS = {
	domain: [],
	stats: [],
	words: ['stats'],
	intake: ['domain'],
	sending: ['domain', 'intake'],
	ui: ['paraglide'],
	charts: ['domain', 'stats', 'ui', 'paraglide'],
	live: ['domain'],
	'server/store': ['domain', 'stats'],
	'server/metadata': ['domain'],
	'server/changes': ['domain', 'server/metadata', 'server/store'],
	'server/access': ['domain', 'server/metadata'],
	'server/ingest': ['domain', 'server/store', 'server/metadata', 'server/changes'],
	'server/backup': ['domain', 'server/store', 'server/metadata'],
	'server/sample': ['domain', 'server/metadata', 'server/changes', 'server/ingest'],
	'server/questions': ['domain', 'stats', 'server/store', 'server/metadata'],
	'server/verdicts': ['domain', 'stats', 'server/store', 'server/metadata', 'server/changes'],
	'server/words': ['domain', 'words', 'server/store', 'server/metadata', 'server/changes'],
	'server/live': ['domain', 'live', 'server/changes', 'server/questions', 'server/store'],
	'server/doors': [
		'domain',
		'live',
		'server/access',
		'server/ingest',
		'server/live',
		'server/metadata',
		'server/questions',
		'server/verdicts'
	],
	'server/engines': []
};

/** Packages with one owner. */
const OWNERS = {
	'@clickhouse/client': ['server/store'],
	'drizzle-orm': ['server/metadata'],
	postgres: ['server/metadata', 'server/engines', 'server/backup'],
	'#db': ['server/metadata', 'server/access'],
	'socket.io': ['server/doors'],
	'socket.io-client': ['live'],
	echarts: ['charts'],
	'better-auth': ['server/access']
};

/** @param {string} text */
const escape = (text) => text.replace(/[/.]/g, '\\$&');

/**
 * What one room may not import.
 * @param {string} room
 * @param {string[]} allowed
 * @returns {['error', { patterns: { regex: string, message: string }[] }]}
 */
function walls(room, allowed) {
	const own = [room, ...allowed].map(escape).join('|');
	const packages = Object.entries(OWNERS)
		.filter(([, owners]) => !owners.includes(room))
		.map(([name]) => `${escape(name)}(/|$)`);
	const patterns = [
		{ regex: `^#lib/(?!(${own})[/.])`, message: `${room} may import ${allowed.join(', ') || 'no other room'}.` },
		{ regex: `^(${packages.join('|')})`, message: 'This package belongs to another room.' },
		...EVERYWHERE
	];
	return ['error', { patterns }];
}

const EVERYWHERE = [
	{ regex: '^\\$lib', message: 'Write #lib/….' },
	{ regex: '^\\.\\./', message: 'Cross folders with #lib/….' }
];

const dynamicImport = {
	selector: 'ImportExpression[source.value=/^(#lib|\\$lib|\\.\\.)/]',
	message: 'A room is entered by a static import, where the walls are checked.'
};

export default ts.config(
	{
		ignores: ['node_modules', 'build', '.svelte-kit', 'data', 'src/lib/paraglide', 'test-results', 'playwright-report']
	},
	js.configs.recommended,
	...ts.configs.strict,
	...ts.configs.stylistic,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		rules: {
			'no-undef': 'off',
			'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
			'@typescript-eslint/consistent-type-definitions': ['error', 'type'],
			'@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/no-empty-function': 'off',
			'svelte/no-navigation-without-resolve': 'off',
			'no-console': 'error',
			'no-restricted-imports': ['error', { patterns: EVERYWHERE }],
			'no-restricted-syntax': ['error', dynamicImport]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
		languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig } }
	},
	...Object.entries(ROOMS).map(([room, allowed]) => ({
		files: [`src/lib/${room}/**`],
		rules: { 'no-restricted-imports': walls(room, allowed) }
	})),
	{
		files: ['src/routes/**'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{ regex: '^#lib/server/(store|changes|engines)/', message: 'Pages ask questions, not the store.' },
						{ regex: '^\\$lib', message: 'Write #lib/….' }
					]
				}
			]
		}
	},
	{
		files: ['tests/**', '*.config.ts', '*.config.js', 'scripts/**', 'bin/**', 'src/shell/**', 'src/cli/**'],
		rules: {
			'no-console': 'off',
			'no-restricted-imports': 'off',
			'no-restricted-syntax': 'off'
		}
	},
	{
		files: ['tests/**'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/consistent-type-assertions': 'off'
		}
	}
);
