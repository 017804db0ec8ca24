/** Words that hold sentences together: no phrase begins or ends with one, and alone they say nothing. */
const JOINING = [
	...`a an the and or but so if as of to in on at by for from with about into than then this that these those it its
	it's i i'm i've i'd me my mine we us our you your he she they them their his her is am are was were be been being do
	does did has have had will would could should can may just also very really too there here what which who when how why
	s t re ve ll d m`.split(/\s+/),
	...`的 了 是 我 你 他 她 它 我们 你们 他们 在 也 都 就 和 与 及 很 又 还 把 被 给 让 吧 吗 呢 啊 呀 哦 嗯 着 过 地 得 这 那 这个 那个 一个
	个 有 会 要 对 从 到 为 以 而 但 但是 因为 所以 如果 就是 还是 什么 怎么 一 上 下 里`.split(/\s+/)
];

/** Words that turn what stands beside them: part of a phrase, and nothing alone. */
const TURNING = [
	...`no not never can't cannot won't don't doesn't didn't isn't aren't wasn't couldn't wouldn't shouldn't haven't hasn't
	cant wont dont doesnt didnt isnt more less all any some only even still up out get got`.split(/\s+/),
	...`不 没 没有 不能 不会 无法 无 未 别 更 最 再 太 只 能 可以 可`.split(/\s+/)
];

const joining = new Set(JOINING);
const turning = new Set([...JOINING, ...TURNING]);

/** Whether a word says nothing at the edge of a phrase. */
export const isJoining = (word: string): boolean => joining.has(word);

/** Whether a phrase of such words alone says nothing. */
export const turnsOrJoins = (word: string): boolean => turning.has(word);

/** Whether a word says nothing alone; so it is with a single letter, and mostly with a single Chinese character. */
export const saysNothingAlone = (word: string): boolean => turning.has(word) || [...word].length < 2;
