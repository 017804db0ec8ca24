#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../build/cli.js', import.meta.url);

if (existsSync(built)) await import(built.href);
else {
	console.error('Run "npm run up" once first: it builds the command.');
	process.exitCode = 2;
}
