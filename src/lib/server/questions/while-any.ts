/** Aborts when all of `signals` have; `undefined` where one of those who wait has none, and so waits in any case. */
export function whileAny(signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
	const given = signals.filter((signal) => signal !== undefined);
	if (given.length < signals.length) return undefined;
	const all = new AbortController();
	const look = () => {
		if (given.every(({ aborted }) => aborted)) all.abort();
	};
	for (const signal of given) signal.addEventListener('abort', look, { once: true });
	look();
	return all.signal;
}
