/* Simulates releases of which the truth is known, and writes how often the method of release impact was right into docs. */
import { ensureInstalled, run } from './prepare.js';

const wanted = process.argv.slice(2);
const config = 'tests/calibrate/vitest.config.ts';
const fine = ensureInstalled() && run('npx', ['vitest', 'run', '--config', config, ...wanted]);
process.exit(fine ? 0 : 1);
