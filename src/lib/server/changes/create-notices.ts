import { z } from 'zod';
import type { Metadata } from '#lib/server/metadata/connect.ts';

/** What every process has to hear about keys, sessions, products, metrics and releases: rare, and it must count at once. */
const Notice = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('key-revoked'), key: z.string() }),
	z.object({ kind: z.literal('session-ended'), session: z.string() }),
	z.object({ kind: z.literal('product-changed'), product: z.number() }),
	/** As releases: read where it is heard. */
	z.object({ kind: z.literal('metric-changed'), product: z.number(), name: z.string() }),
	/** The release itself is read where it is heard, except by the process that told it: notes are longer than a notification. */
	z.object({ kind: z.literal('release-changed'), from: z.string(), product: z.number(), version: z.string() })
]);
export type Notice = z.infer<typeof Notice>;

export type Notices = Readonly<{
	/** Resolves once the notice counts here and the other processes were told. */
	tell: (notice: Notice) => Promise<void>;
}>;

const CHANNEL = 'upshot_notices';

type Options = Readonly<{
	/** `null` where this is the only process. */
	others: Pick<Metadata, 'listen' | 'tell'> | null;
	onNotice: (notice: Notice) => void;
	/** The connection was lost for a while: anything may have been told meanwhile. */
	onMissed: () => void;
}>;

/** Tells this process, and by PostgreSQL's NOTIFY every other one on the same data. */
export async function createNotices({ others, onNotice, onMissed }: Options): Promise<Notices> {
	await others?.listen({
		channel: CHANNEL,
		onMessage: (payload) => {
			const notice = Notice.safeParse(JSON.parse(payload));
			if (notice.success) onNotice(notice.data);
		},
		onMissed
	});
	return {
		tell: async (notice) => {
			onNotice(notice);
			await others?.tell(CHANNEL, JSON.stringify(notice));
		}
	};
}
