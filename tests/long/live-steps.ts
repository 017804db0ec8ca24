import { NDJSON, type Api, type TestProduct } from '../fixtures/api.ts';
import type { Random } from '../integration/questions/random.ts';
import { anyQuestion, anyRows } from './live-choices.ts';
import type { LiveClient } from './live-client.ts';

export type LiveOutcome = {
	seed: number;
	episodes: number;
	/** Panels compared with a fresh answer once it was quiet. */
	compared: number;
	changes: number;
	accepted: number;
	duplicates: number;
	undone: number;
	cuts: number;
	/** How often the server's clock was set. */
	jumps: number;
	restarts: { SIGTERM: number; SIGKILL: number };
	/** Minutes that began while panels were open. */
	minutes: number;
	/** Changes that did not fit although nothing was lost, or of panels that were closed. */
	misfits: number;
	strays: number;
	/** Panels that did not come to equal a fresh answer, with what differs. */
	wrong: string[];
};

const MOST_PANELS = 6;

export type World = {
	random: Random;
	api: Api;
	product: TestProduct;
	clients: LiveClient[];
	imports: string[];
	outcome: LiveOutcome;
	episode: number;
};

async function post({ random, api, product, outcome, episode, imports }: World): Promise<void> {
	const { table, rows } = anyRows(random, episode * 6);
	const intoImport = imports.length > 0 && random.chance(0.3) ? `?import=${random.pick(imports)}` : '';
	const way = rows.length === 1 ? 'one' : random.pick(['array', 'lines']);
	const body = way === 'one' ? rows[0] : way === 'array' ? rows : rows.map((row) => JSON.stringify(row)).join('\n');
	const options = { key: product.key.all, body, ...(way === 'lines' && { headers: NDJSON }) };
	const reply = await api.call<{ accepted: number; duplicates: number }>(
		'POST',
		`/api/v1/${table}${intoImport}`,
		options
	);
	if (reply.status !== 200) return;
	outcome.accepted += reply.body.accepted;
	outcome.duplicates += reply.body.duplicates;
}

async function importAnew({ api, product, imports }: World): Promise<void> {
	const options = { key: product.key.write, body: { name: 'random' } };
	const made = await api.call<{ import: string }>('POST', '/api/v1/imports', options);
	if (made.status === 201) imports.push(made.body.import);
}

async function undo({ random, api, product, imports, outcome }: World): Promise<void> {
	if (imports.length === 0) return;
	const [id = ''] = imports.splice(random.whole(0, imports.length - 1), 1);
	const undone = await api.call('DELETE', `/api/v1/imports/${id}`, { key: product.key.write });
	if (undone.status < 300) outcome.undone++;
}

export async function open({ random, clients }: World): Promise<void> {
	const client = random.pick(clients);
	const elsewhere = random.pick(clients).panels;
	const again = elsewhere.size > 0 && random.chance(0.4) ? random.pick([...elsewhere.values()]).question : null;
	const question = again ?? anyQuestion(random);
	await client.ready();
	if (client.panels.size < MOST_PANELS) await client.open(question);
}

async function close({ random, clients }: World): Promise<void> {
	const client = random.pick(clients);
	await client.ready();
	if (client.panels.size > 0) await client.close(random.pick([...client.panels.values()]));
}

function cut({ random, clients, outcome }: World): Promise<void> {
	outcome.cuts++;
	random.pick(clients).cut();
	return Promise.resolve();
}

export const STEPS = [post, post, post, post, post, open, open, open, close, close, importAnew, undo, cut];
