/* The floor: a bare WebSocket server that sends the same bytes to all who are there. */
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('listening', () => {
	const address = server.address();
	process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
process.on('message', (/** @type {{ bytes: number }} */ { bytes }) => {
	const text = `42${'x'.repeat(Math.max(0, bytes - 2))}`;
	for (const client of server.clients) client.send(text);
});
process.on('disconnect', () => process.exit(0));
