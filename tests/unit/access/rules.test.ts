import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/lib/server/access/rules.ts';

const ROUTES = 'src/routes';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'];

/** Answered before the framework, by doors/rows-door.ts. */
const RAW = ['POST /api/v1/feedback', 'POST /api/v1/events'];

const filesOf = (folder: string): string[] =>
	readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));

/** The route's id: its folders, without the groups that only sort files. */
const routeOf = (file: string): string => {
	const folders = relative(ROUTES, file).split('/').slice(0, -1);
	return `/${folders.filter((name) => !/^\(.*\)$/.test(name)).join('/')}`;
};

function parsed(file: string): ts.SourceFile {
	return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

const isExported = (statement: ts.Statement): boolean =>
	ts.canHaveModifiers(statement) &&
	(ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** The names that a module exports, however it does. */
function exportsOf(file: string): string[] {
	return parsed(file).statements.flatMap((statement) => {
		if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
			return statement.exportClause.elements.map(({ name }) => name.text);
		if (!isExported(statement)) return [];
		if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? ''];
		if (ts.isVariableStatement(statement))
			return statement.declarationList.declarations.map(({ name }) => name.getText());
		return [];
	});
}

/** Every method of every endpoint, and every page, as RULES calls them. */
function doorsOfRoutes(): string[] {
	const doors = filesOf(ROUTES).flatMap((file) => {
		const route = routeOf(file);
		if (/\/\+server\.(ts|js)$/.test(file))
			return exportsOf(file)
				.filter((name) => METHODS.includes(name))
				.map((method) => `${method} ${route}`);
		return /\/\+page(\.server)?(@[^.]*)?\.(ts|js|svelte)$/.test(file) ? [`page ${route}`] : [];
	});
	return [...new Set(doors)];
}

/** The keys of a type literal in a file. */
function keysOf(file: string, type: string): string[] {
	const declared = parsed(file).statements.find(
		(statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === type
	);
	if (!declared || !ts.isTypeAliasDeclaration(declared) || !ts.isTypeLiteralNode(declared.type))
		throw new Error(`${file} has no type ${type} of events`);
	return declared.type.members.map(({ name }) => (name && ts.isStringLiteral(name) ? name.text : ''));
}

/** The events for which some door has a handler: each says its `name`. */
function handledEvents(): string[] {
	const names = filesOf('src/lib/server/doors').flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/\bname: '([a-z-]+:[a-z-]+)'/g)].map(([, name]) => name ?? '')
	);
	return [...new Set(names)];
}

const rulesOf = (kind: RegExp): string[] => Object.keys(RULES).filter((rule) => kind.test(rule));

describe('RULES', () => {
	it('names every endpoint and page, and nothing that is none', () => {
		expect(rulesOf(/^(?!socket |action )/).sort()).toEqual([...doorsOfRoutes(), ...RAW].sort());
	});

	it('names every event a client may send, and nothing that is none', () => {
		const events = keysOf('src/lib/live/contract.ts', 'ClientEvents');
		expect(events.length).toBeGreaterThan(0);
		expect(rulesOf(/^socket /).sort()).toEqual(events.map((event) => `socket ${event}`).sort());
	});

	it('has a handler for every event', () => {
		expect(handledEvents().sort()).toEqual(keysOf('src/lib/live/contract.ts', 'ClientEvents').sort());
	});

	it('lets nobody but the listed in without credentials', () => {
		const open = Object.entries(RULES).filter(([, action]) => action === 'public');
		expect(open.map(([rule]) => rule).sort()).toMatchInlineSnapshot(`
			[
			  "GET /api/v1/openapi.json",
			  "GET /healthz",
			  "GET /readyz",
			  "POST /preferences",
			  "POST /signout",
			  "page /setup",
			  "page /signin",
			]
		`);
	});
});
