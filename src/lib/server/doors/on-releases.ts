import { z } from 'zod';
import { Slug, type Product } from '#lib/domain/product.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';
import type { ReleaseChange } from '#lib/live/contract.ts';
import { sharedReads } from '#lib/server/metadata/shared-reads.ts';
import type { LiveEvent, LiveServer } from './live-door.ts';

const Named = z.object({ product: Slug.optional(), verdicts: z.boolean().default(true) }).catch({ verdicts: true });

const roomOf = (product: number): string => `releases:${product}`;

/** Of those who also follow what is said of releases, which costs fits. */
const verdictRoomOf = (product: number): string => `verdicts:${product}`;

/** Tells everyone who opened the product's releases. */
export const sendRelease = (io: LiveServer, product: number, change: ReleaseChange): void => {
	io.to(roomOf(product)).emit('release:changed', change);
};

/** Tells everyone who follows the product's verdicts what is now said of a release. */
export const sendVerdict = (io: LiveServer, product: number, change: ReleaseVerdict): void => {
	io.to(verdictRoomOf(product)).emit('verdict:changed', change);
};

/** Whether anybody follows the product's verdicts. */
export const hasVerdictViewers = (io: LiveServer, product: number): boolean =>
	(io.of('/').adapter.rooms.get(verdictRoomOf(product))?.size ?? 0) > 0;

/** Tells everyone who opened the product's releases that its name or time zone changed. */
export const sendProductChange = (io: LiveServer, product: number): void => {
	io.to(roomOf(product)).emit('product:changed', {});
};

type Options = Readonly<{
	readReleases: (product: number) => Promise<Release[]>;
	/** What was said last; from now on changes are sent. */
	follow: (product: Product) => Promise<ReleaseVerdict[]>;
}>;

/**
 * Replies with the product's releases, newest first, and what was said of them; later changes follow as
 * `release:changed` and `verdict:changed`. Who asks with `verdicts: false` gets none of them from then on, and causes no
 * fits.
 */
export const onReleasesOpen = ({ readReleases, follow }: Options): LiveEvent => {
	const releasesOf = sharedReads((product) => readReleases(Number(product)));
	return {
		name: 'releases:open',
		handle: async (socket, input, { reply, admit }) => {
			const { product: slug, verdicts: wantsVerdicts } = Named.parse(input);
			const product = await admit(slug);
			// A room that a socket joins after it went away keeps it for ever.
			if (!product || socket.disconnected) return;
			// Join before reading, or a change in between is lost; a release sent twice is the same release.
			const { number } = product;
			await socket.join(wantsVerdicts ? [roomOf(number), verdictRoomOf(number)] : roomOf(number));
			if (!wantsVerdicts) await socket.leave(verdictRoomOf(number));
			const said = wantsVerdicts ? follow(product) : Promise.resolve([]);
			const [releases, verdicts] = await Promise.all([releasesOf(String(number)), said]);
			reply({ ok: true, data: { releases, verdicts } });
		}
	};
};

export const onReleasesClose: LiveEvent = {
	name: 'releases:close',
	handle: async (socket, input, { reply, admit }) => {
		const product = await admit(Named.parse(input).product);
		if (!product) return;
		await socket.leave(roomOf(product.number));
		await socket.leave(verdictRoomOf(product.number));
		reply({ ok: true, data: {} });
	}
};
