#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// A file of any size passes through in pieces; V8 would let their remains pile up before it looks.
setFlagsFromString('--heap-growing-percent=20');

const built = new URL('../build/cli.js', import.meta.url);

if (existsSync(built)) await import(built.href);
else {
	console.error('Run "npm run up" once first: it builds the command.');
	process.exitCode = 2;
}
