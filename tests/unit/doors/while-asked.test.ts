import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { whileAsked } from '#lib/server/doors/while-asked.ts';

describe('whileAsked', () => {
	it('gives what was asked for, and leaves the connection as it was', async () => {
		const socket = new Socket();
		expect(await whileAsked({ socket }, () => Promise.resolve('answer'))).toBe('answer');
		expect(socket.listenerCount('close')).toBe(0);
	});

	it('aborts when the connection closes, and gives nothing', async () => {
		const socket = new Socket();
		const asked = whileAsked(
			{ socket },
			(signal) =>
				new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('was ended'))))
		);
		socket.destroy();
		expect(await asked).toBeNull();
	});

	it('tells of a failure while somebody waits, also without a connection', async () => {
		const failing = () => Promise.reject(new Error('away'));
		await expect(whileAsked({ socket: new Socket() }, failing)).rejects.toThrow('away');
		await expect(whileAsked(undefined, failing)).rejects.toThrow('away');
	});
});
