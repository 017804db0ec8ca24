import { parentPort } from 'node:worker_threads';
import { createFittedCells, type FitRequest } from './fitted-cells.ts';

/* The thread that fits: what it is asked it answers in order. */
const answer = createFittedCells();
parentPort?.on('message', (request: FitRequest) => parentPort?.postMessage(answer(request)));
