/*
 * Many viewers in one process of their own: they speak just enough of Socket.IO, and read no frame further than its
 * name, so that the machine is left to the server.
 */
import WebSocket from 'ws';

/** @typedef {{ url: string, key?: string, cookie?: string, panels: object[], raw?: boolean }} Crowd */

const OPEN = 0x30;
const PING = 0x32;
const MESSAGE = 0x34;
const [CONNECTED, EVENT, REPLY] = [0x30, 0x32, 0x33];
/** A client that lost its server comes back within a second, as a crowd does. */
const COME_BACK_MS = 1000;

const counts = { viewers: 0, live: 0, frames: 0, bytes: 0, refused: 0 };
let ending = false;

/** @param {Crowd} crowd */
function view(crowd) {
	const socket = new WebSocket(crowd.url, {
		perMessageDeflate: false,
		skipUTF8Validation: true,
		headers: crowd.cookie ? { cookie: crowd.cookie } : {}
	});
	let open = 0;
	let isLive = false;
	const live = () => {
		isLive = true;
		counts.live++;
	};
	if (crowd.raw) socket.on('open', live);
	socket.on('message', (/** @type {Buffer} */ frame) => {
		if (frame[0] === PING) return socket.send('3');
		if (frame[0] === OPEN) return socket.send(`40${JSON.stringify({ key: crowd.key })}`);
		if (frame[0] !== MESSAGE) return;
		if (frame[1] === CONNECTED)
			crowd.panels.forEach((panel, index) => socket.send(`42${index}${JSON.stringify(['panel:open', panel])}`));
		else if (frame[1] === EVENT) {
			counts.frames++;
			counts.bytes += frame.length;
		} else if (frame[1] === REPLY) {
			if (frame.includes('"ok":false')) counts.refused++;
			if (++open === crowd.panels.length) live();
		}
	});
	socket.on('error', () => {});
	socket.on('close', () => {
		if (isLive) counts.live--;
		if (!ending) setTimeout(() => view(crowd), Math.random() * COME_BACK_MS);
	});
}

process.on('message', (/** @type {{ grow?: { crowd: Crowd, by: number } }} */ { grow }) => {
	if (grow) {
		counts.viewers += grow.by;
		// A few at a time: the listen queue of the machine is short.
		const come = (/** @type {number} */ left) => {
			for (let index = 0; index < Math.min(left, 25); index++) view(grow.crowd);
			if (left > 25) setTimeout(() => come(left - 25), 25);
		};
		come(grow.by);
	} else process.send?.(counts);
});
process.on('disconnect', () => {
	ending = true;
	process.exit(0);
});
