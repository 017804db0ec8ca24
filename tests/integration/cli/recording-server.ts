import { createServer, type IncomingMessage, type Server } from 'node:http';

export type Recorded = {
	method: string;
	path: string;
	query: URLSearchParams;
	key: string;
	type: string;
	body: string;
};
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export type RecordingServer = {
	url: string;
	requests: Recorded[];
	/** Rows that were taken, by id. */
	rows: Map<string, Record<string, unknown>>;
	releases: Map<string, Record<string, unknown>>;
	requestsTo: (path: string) => Recorded[];
	/** Answers the next request to the path, instead of the contract's answer; `cut` ends the connection without one. */
	next: (path: string, answer: Answer | 'cut' | 'cut-after') => void;
	/** Answers every request to the path. */
	always: (path: string, answer: Answer) => void;
	close: () => Promise<void>;
};

export const problem = (status: number, title: string, rest: object = {}): Answer => ({
	status,
	body: { type: 'about:blank', title, status, ...rest }
});

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

/** A server that answers as the contract says, remembers what came, and misbehaves when told to. */
export async function startRecordingServer(products = [{ slug: 'shop', name: 'Shop', timezone: 'Asia/Shanghai' }]) {
	const requests: Recorded[] = [];
	const rows = new Map<string, Record<string, unknown>>();
	const releases = new Map<string, Record<string, unknown>>();
	const next: { path: string; answer: Answer | 'cut' | 'cut-after' }[] = [];
	const always = new Map<string, Answer>();

	function takeRows(body: string): Answer {
		let accepted = 0;
		const lines = body.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
		for (const row of lines) {
			const id = String(row['id']);
			if (!rows.has(id)) accepted++;
			rows.set(id, rows.get(id) ?? row);
		}
		return { status: 200, body: { accepted, duplicates: lines.length - accepted, rejected: [] } };
	}

	function takeRelease(body: string): Answer {
		const release = JSON.parse(body) as Record<string, unknown>;
		const version = String(release['version']);
		const status = releases.has(version) ? 200 : 201;
		releases.set(version, release);
		return { status, body: release };
	}

	function usual({ path, body }: Recorded): Answer {
		if (path === '/api/v1/products') return { status: 200, body: { products } };
		if (path === '/api/v1/imports') return { status: 201, body: { import: 'import-1' } };
		if (path === '/api/v1/feedback') return takeRows(body);
		if (path === '/api/v1/releases') return takeRelease(body);
		return problem(404, 'Not found');
	}

	const server: Server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
			const key = request.headers.authorization ?? '';
			const type = request.headers['content-type'] ?? '';
			const recorded = { method: request.method ?? '', path, query, key, type, body };
			requests.push(recorded);
			const planned = next.findIndex((one) => one.path === path);
			const special = planned === -1 ? always.get(path) : next.splice(planned, 1)[0]?.answer;
			if (special === 'cut') return request.socket.destroy();
			const answer = special === undefined || special === 'cut-after' ? usual(recorded) : special;
			if (special === 'cut-after') return request.socket.destroy();
			response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
			return response.end(JSON.stringify(answer.body ?? {}));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = address && typeof address === 'object' ? address.port : 0;
	const recording: RecordingServer = {
		url: `http://127.0.0.1:${port}`,
		requests,
		rows,
		releases,
		requestsTo: (path) => requests.filter((one) => one.path === path),
		next: (path, answer) => void next.push({ path, answer }),
		always: (path, answer) => void always.set(path, answer),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	};
	return recording;
}
