import { z } from 'zod';
import { Slug } from '#lib/domain/product.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ReleaseChange } from '#lib/live/contract.ts';
import { sharedReads } from '#lib/server/metadata/shared-reads.ts';
import type { LiveEvent, LiveServer } from './live-door.ts';

const Named = z.object({ product: Slug.optional() }).catch({});

const roomOf = (product: number): string => `releases:${product}`;

/** Tells everyone who opened the product's releases. */
export const sendRelease = (io: LiveServer, product: number, change: ReleaseChange): void => {
	io.to(roomOf(product)).emit('release:changed', change);
};

/** Tells everyone who opened the product's releases that its name or time zone changed. */
export const sendProductChange = (io: LiveServer, product: number): void => {
	io.to(roomOf(product)).emit('product:changed', {});
};

/** Replies with the product's releases, newest first; later changes follow as `release:changed`. */
export const onReleasesOpen = (readReleases: (product: number) => Promise<Release[]>): LiveEvent => {
	const releasesOf = sharedReads((product) => readReleases(Number(product)));
	return {
		name: 'releases:open',
		handle: async (socket, input, { reply, admit }) => {
			const product = await admit(Named.parse(input).product);
			// A room that a socket joins after it went away keeps it for ever.
			if (!product || socket.disconnected) return;
			// Join before reading, or a change in between is lost; a release sent twice is the same release.
			await socket.join(roomOf(product.number));
			reply({ ok: true, data: { releases: await releasesOf(String(product.number)), verdicts: [] } });
		}
	};
};

export const onReleasesClose: LiveEvent = {
	name: 'releases:close',
	handle: async (socket, input, { reply, admit }) => {
		const product = await admit(Named.parse(input).product);
		if (!product) return;
		await socket.leave(roomOf(product.number));
		reply({ ok: true, data: {} });
	}
};
