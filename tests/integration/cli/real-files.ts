import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeText } from './command.ts';

/** Public data, where it lies beside the project. */
const SHARED = resolve('..', 'shared', 'data');

/** A file of reviews and what an import of it must add up to. */
export type ReviewFile = { path: string; rows: number; mean: number };

/** Evenly spread numbers in [0, 1) that are the same in every run. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const SENTENCES = ['Fine, but "slow" today', 'It lost\nmy place again', '很好用', 'Five stars 🎉', "I'd like tabs"];

const twoDigits = (n: number) => String(n).padStart(2, '0');
const isoWall = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const dayFirstWall = (ms: number) => {
	const date = new Date(ms);
	const day = [date.getUTCDate(), date.getUTCMonth() + 1].map(twoDigits).join('-');
	return `${day}-${date.getUTCFullYear()} ${date.getUTCHours()}:${twoDigits(date.getUTCMinutes())}`;
};

/** Rows newest first, with quoted line breaks and some exact duplicates, as app stores' exports have them. */
async function generated(header: string, count: number, row: (at: number, score: number, text: string) => string) {
	const random = createRandom(42);
	const lines: string[] = [];
	let sum = 0;
	for (let n = 0; lines.length < count; n++) {
		const score = 1 + Math.floor(random() * 5);
		const sentence = SENTENCES[Math.floor(random() * SENTENCES.length)] ?? '';
		const text = `"${sentence.replaceAll('"', '""')}"`;
		const line = row(Date.UTC(2021, 11, 31) - n * 3_000_000, score, text);
		const copies = n % 2000 === 0 && lines.length + 1 < count ? 2 : 1;
		for (let copy = 0; copy < copies; copy++) lines.push(line);
		sum += copies * score;
	}
	return { path: await writeText('reviews.csv', `${header}\n${lines.join('\n')}\n`), rows: count, mean: sum / count };
}

const sharedOr = async (file: string, known: Omit<ReviewFile, 'path'>, generate: () => Promise<ReviewFile>) => {
	const path = resolve(SHARED, file);
	return existsSync(path) ? { path, ...known } : generate();
};

const storeReviews = (count: number) => () =>
	generated('date,rating,title,content', count, (at, score, text) => `${isoWall(at)},${score},Title,${text}`);

/** 12,677 reviews with wall times that name no zone. */
export const chromeReviews = (): Promise<ReviewFile> =>
	sharedOr('chrome-ios/reviews.csv', { rows: 12_677, mean: 2.516 }, storeReviews(12_677));

/** 33,985 reviews of the same shape. */
export const gmailReviews = (): Promise<ReviewFile> =>
	sharedOr('gmail-ios/reviews.csv', { rows: 33_985, mean: 2.856 }, storeReviews(33_985));

/** 40,435 reviews with the day before the month, and two channels. */
export const threadsReviews = (): Promise<ReviewFile> =>
	sharedOr('threads-launch/threads_reviews.csv', { rows: 40_435, mean: 3.3005 }, () =>
		generated('source,review_description,rating,review_date', 40_435, (at, score, text) =>
			[score > 3 ? 'Google Play' : 'App Store', text, score, dayFirstWall(at)].join(',')
		)
	);

/** 77 releases with dates in Chinese characters; the newest is 96.0.4664.116. */
export const chromeReleases = async (): Promise<string> => {
	const path = resolve(SHARED, 'chrome-ios/releases.csv');
	if (existsSync(path)) return path;
	const lines = Array.from({ length: 77 }, (_, n) => {
		const date = new Date(Date.UTC(2021, 11, 20) - n * 20 * 86_400_000);
		const written = `${date.getUTCFullYear()}年${twoDigits(date.getUTCMonth() + 1)}月${twoDigits(date.getUTCDate())}日`;
		return `${n === 0 ? '96.0.4664.116' : `95.0.${n}`},${written},"Fixes.\n• More"`;
	});
	return writeText('releases.csv', `version,date,release\n${lines.join('\n')}\n`);
};
