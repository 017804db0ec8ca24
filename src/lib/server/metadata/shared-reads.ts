/**
 * `read`, asked once for all who ask for the same key while an earlier answer is under way: a thousand pages that come
 * back at once are two look-ups. Nobody gets an answer that was begun before they asked, so nothing they know to have
 * happened is missing from it.
 */
export function sharedReads<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
	const running = new Map<string, Promise<Value>>();
	const next = new Map<string, Promise<Value>>();

	function begin(key: string): Promise<Value> {
		const answer = read(key).finally(() => running.delete(key));
		running.set(key, answer);
		return answer;
	}
	return (key) => {
		const before = running.get(key);
		if (!before) return begin(key);
		const known = next.get(key);
		if (known) return known;
		const beginNext = () => {
			next.delete(key);
			return begin(key);
		};
		const answer = before.then(beginNext, beginNext);
		next.set(key, answer);
		return answer;
	};
}
