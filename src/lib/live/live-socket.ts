import type { Socket } from 'socket.io-client';
import type { Filter, QuestionInput } from '#lib/domain/question.ts';
import type { StatementInput } from '#lib/domain/statement.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';
import type {
	ClientEvents,
	OpenPanel,
	OpenReleases,
	OpenRequests,
	OpenStatement,
	OpenWords,
	PanelChange,
	ReleaseChange,
	Reply,
	SeenRequest,
	ServerEvents,
	StatementChange
} from './contract.ts';

export type LiveListener = Readonly<{
	up: () => void;
	down: () => void;
	/** Turned away: nobody is signed in any more. */
	refused: () => void;
	/** Any sign of life. */
	heard: () => void;
	panelsChanged: (changes: readonly (PanelChange | StatementChange)[]) => void;
	wordsChanged: (change: OpenWords) => void;
	releaseChanged: (change: ReleaseChange) => void;
	verdictChanged: (change: ReleaseVerdict) => void;
	requestsSeen: (requests: readonly SeenRequest[]) => void;
	/** Its name or time zone is another one now. */
	productChanged: () => void;
}>;

/** One product's side of the socket. A reply that was lost with the connection is refused as `unavailable`. */
export type LiveConnection = Readonly<{
	isUp: () => boolean;
	openPanel: (question: QuestionInput) => Promise<Reply<OpenPanel>>;
	/** A panel that is asked in SQL. */
	openStatement: (statement: StatementInput) => Promise<Reply<OpenStatement>>;
	closePanel: (panel: string) => void;
	openWords: (filter: readonly Filter[]) => Promise<Reply<OpenWords>>;
	closeWords: (stream: string) => void;
	/** `verdicts`: whether to follow what is said of them, too. Asked again it is as it was asked last. */
	openReleases: (verdicts: boolean) => Promise<Reply<OpenReleases>>;
	openRequests: () => Promise<Reply<OpenRequests>>;
	closeRequests: () => void;
	close: () => void;
}>;

export type OpenLiveSocket = (product: string, listener: LiveListener) => Promise<LiveConnection>;

/** After the server turned it away, when Socket.IO does not knock again by itself. */
const KNOCK_AGAIN_MS = 30_000;
const REPLY_MS = 20_000;

/** Connects with the page's own cookies; the code comes when it is called, not with the page. */
export const openLiveSocket: OpenLiveSocket = async (product, listener) => {
	const { io } = await import('socket.io-client');
	const socket: Socket<ServerEvents, ClientEvents> = io({
		path: '/socket.io',
		transports: ['websocket', 'polling'],
		reconnectionDelayMax: 10_000
	});
	let knock: ReturnType<typeof setTimeout> | undefined;
	const knockAgain = () => {
		clearTimeout(knock);
		if (!socket.active) knock = setTimeout(() => socket.connect(), KNOCK_AGAIN_MS);
	};
	socket.on('connect', listener.up);
	socket.on('disconnect', (reason) => {
		listener.down();
		if (reason === 'io server disconnect') knockAgain();
	});
	socket.on('connect_error', ({ message }) => {
		if (message === 'unauthorized') listener.refused();
		else listener.down();
		knockAgain();
	});
	socket.on('panels:changed', listener.panelsChanged);
	socket.on('words:changed', listener.wordsChanged);
	socket.on('release:changed', listener.releaseChanged);
	socket.on('verdict:changed', listener.verdictChanged);
	socket.on('requests:seen', listener.requestsSeen);
	socket.on('product:changed', listener.productChanged);
	socket.io.on('ping', listener.heard);
	return {
		isUp: () => socket.connected,
		openPanel: (question) => received((reply) => socket.emit('panel:open', { ...question, product }, reply)),
		openStatement: (statement) => received((reply) => socket.emit('panel:open', { ...statement, product }, reply)),
		closePanel: (panel) => void received((reply) => socket.emit('panel:close', { panel }, reply)),
		openWords: (filter) => received((reply) => socket.emit('words:open', { product, filter: [...filter] }, reply)),
		closeWords: (stream) => void received((reply) => socket.emit('words:close', { stream }, reply)),
		openReleases: (verdicts) => received((reply) => socket.emit('releases:open', { product, verdicts }, reply)),
		openRequests: () => received((reply) => socket.emit('requests:open', { product }, reply)),
		closeRequests: () => void received((reply) => socket.emit('requests:close', { product }, reply)),
		close: () => {
			clearTimeout(knock);
			socket.close();
		}
	};
};

/** The reply, or a refusal when none came in time. */
const received = <Data>(emit: (reply: (reply: Reply<Data>) => void) => void): Promise<Reply<Data>> =>
	new Promise((resolve) => {
		const lost = { ok: false, error: 'unavailable', message: 'The connection was lost.' } as const;
		const timer = setTimeout(() => resolve(lost), REPLY_MS);
		emit((reply) => {
			clearTimeout(timer);
			resolve(reply);
		});
	});
