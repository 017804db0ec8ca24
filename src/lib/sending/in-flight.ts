/**
 * Runs `run` for every one, at most `width` at a time. After a failure it begins no more, waits for those that run, and
 * then fails with the first.
 */
export async function runInFlight<T>(
	all: AsyncIterable<T>,
	width: number,
	run: (one: T) => Promise<void>
): Promise<void> {
	const running = new Set<Promise<void>>();
	const failures: unknown[] = [];
	for await (const one of all) {
		const started: Promise<void> = run(one)
			.catch((failure: unknown) => void failures.push(failure))
			.finally(() => running.delete(started));
		running.add(started);
		if (running.size >= width) await Promise.race(running);
		if (failures.length > 0) break;
	}
	await Promise.all(running);
	if (failures.length > 0) throw failures[0];
}
