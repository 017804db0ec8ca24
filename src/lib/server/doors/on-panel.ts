import { z } from 'zod';
import { Slug, type Product } from '#lib/domain/product.ts';
import { QuestionError } from '#lib/domain/question-range.ts';
import type { QuestionSchema } from '#lib/domain/question.ts';
import type { Hub } from '#lib/server/live/create-hub.ts';
import { TooManyOpen } from '#lib/server/live/too-many-open.ts';
import { refusal, type LiveEvent, type LiveSocket } from './live-door.ts';
import { fieldErrors, unknownField } from './problem.ts';
import type { OpenStatementPanel } from './on-statement.ts';
import type { Closer, Viewers } from './viewers.ts';

const PANELS_PER_SOCKET = 200;
export const FULL = refusal('too-many', `A connection may hold ${PANELS_PER_SOCKET} panels. Close some first.`);
export const isFull = (viewers: Viewers, socket: LiveSocket): boolean => viewers.countOf(socket) >= PANELS_PER_SOCKET;

const Named = z.looseObject({ product: Slug.optional() });
const PanelId = z.object({ panel: z.string().max(100) });

type Asking = Readonly<{
	/** What a question of the product may name. */
	schemaOf: (product: Product) => Promise<QuestionSchema>;
	openStatement: OpenStatementPanel;
}>;

/** Opens the asked panel for this socket and replies with its answer as it stands. */
export const onPanelOpen = (hub: Hub, viewers: Viewers, { schemaOf, openStatement }: Asking): LiveEvent => ({
	name: 'panel:open',
	handle: async (socket, input, { reply, admit }) => {
		const { product: slug, ...asked } = Named.catch({}).parse(input);
		const product = await admit(slug);
		if (!product) return;
		if ('sql' in asked) return openStatement(socket, asked, { product, reply });
		const question = (await schemaOf(product)).safeParse(asked);
		if (!question.success) {
			const [first] = fieldErrors(question.error, unknownField, asked);
			return reply(refusal('invalid-question', `${first?.path || 'question'}: ${first?.message ?? 'is wrong.'}`));
		}
		if (isFull(viewers, socket)) return reply(FULL);
		try {
			await viewers.open(
				hub,
				socket,
				(deliver) => hub.open(product, question.data, deliver),
				(panel) => reply({ ok: true, data: panel })
			);
		} catch (cause) {
			if (cause instanceof TooManyOpen) return reply(refusal('too-many', cause.message));
			if (!(cause instanceof QuestionError)) throw cause;
			reply(refusal('invalid-question', `${cause.path}: ${cause.message}`));
		}
	}
});

/** Closes the panel once; it stays open as often as it was opened besides. */
export const onPanelClose = (hub: Closer, viewers: Viewers): LiveEvent => ({
	name: 'panel:close',
	handle: async (socket, input, { reply }) => {
		const parsed = PanelId.safeParse(input);
		if (!parsed.success) return reply(refusal('invalid-request', 'panel: name the panel to close.'));
		if (!viewers.close(hub, socket, parsed.data.panel))
			return reply(refusal('not-found', 'This panel is not open here.'));
		reply({ ok: true, data: {} });
	}
});
