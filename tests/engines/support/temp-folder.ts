import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh 0700 folder below `parent` that is removed after the test. */
export function tempFolder(parent = os.tmpdir()): string {
	const folder = mkdtempSync(path.join(parent, 'upshot-test-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}
