const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a browser page of this origin is one of ours. Without a configured origin every loopback name of our port
 * counts alike. A request without `Origin` comes from no other page: browsers send it on every cross-site POST and on
 * every socket.
 */
export function createOriginCheck({ origin, port }: { origin: string | null; port: number }) {
	const ours = new Set(origin ? [origin] : LOOPBACK.map((host) => `http://${host}${port === 80 ? '' : `:${port}`}`));
	return (header: string | null | undefined): boolean => header === undefined || header === null || ours.has(header);
}
