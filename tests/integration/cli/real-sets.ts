import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Public data, where it lies beside the project; a set that is not there is not imported. */
const SHARED = resolve('..', 'shared', 'data');

/** Files of one set whose imports must give the same rows with the same ids. */
export type RealSet = Readonly<{
	name: string;
	kind: 'feedback' | 'events' | 'releases';
	files: readonly string[];
	rows: number;
	/** What the report must say besides. */
	report: Readonly<Record<string, unknown>>;
	/** A metric over all rows, and its value. */
	metric?: readonly [name: string, n: number, value: number];
}>;

const ending = (folder: string, suffix: string): string => {
	const path = resolve(SHARED, folder);
	const name = existsSync(path) ? readdirSync(path).find((one) => one.endsWith(suffix)) : undefined;
	return resolve(path, name ?? suffix);
};

const SETS: readonly RealSet[] = [
	{
		name: 'an app’s reviews as a workbook and as CSV',
		kind: 'feedback',
		files: [ending('chrome-ios', 'Reviews_Origin.xlsx'), ending('chrome-ios', 'reviews.csv')],
		rows: 12_677,
		report: { scale: 'stars' },
		metric: ['stars', 12_677, 2.516]
	},
	{
		name: 'a long list of reviews',
		kind: 'feedback',
		files: [ending('gmail-ios', 'reviews.csv')],
		rows: 33_985,
		report: { scale: 'stars' },
		metric: ['stars', 33_985, 2.856]
	},
	{
		name: 'Chinese comments in three files, with a preamble and a footer',
		kind: 'feedback',
		files: [
			ending('mihome-zh', '.xlsx'),
			ending('mihome-zh', 'comments.csv'),
			ending('mihome-zh', 'comments.gb18030.csv')
		],
		rows: 5000,
		report: { scale: 'stars', footer: 1 },
		metric: ['stars', 5000, 3.069]
	},
	{
		name: 'tweets with ids that a spreadsheet rounded, and words for scores',
		kind: 'feedback',
		files: [ending('us-airline-tweets', 'Tweets.csv')],
		rows: 14_640,
		report: { scale: 'csat' },
		metric: ['csat', 14_640, 2363 / 14_640]
	},
	{
		name: 'a launch with the day before the month',
		kind: 'feedback',
		files: [ending('threads-launch', 'threads_reviews.csv')],
		rows: 40_435,
		report: { scale: 'stars' },
		metric: ['stars', 40_435, 3.3005]
	},
	{
		name: 'counts of mentions as events',
		kind: 'events',
		files: [ending('nab-tweet-volume', '_AAPL.csv')],
		rows: 15_902,
		report: { mapping: { name: { value: 'Twitter_volume_AAPL' } } },
		metric: ['event_volume', 15_902, 15_902]
	},
	{
		name: 'an app’s releases as a workbook and as CSV',
		kind: 'releases',
		files: [ending('chrome-ios', 'Release_Origin.xlsx'), ending('chrome-ios', 'releases.csv')],
		rows: 77,
		report: { mapping: { notes: { column: 'release' } } }
	},
	{
		name: 'releases with stray spaces in their versions',
		kind: 'releases',
		files: [ending('gmail-ios', 'releases.csv')],
		rows: 119,
		report: { mapping: { notes: { column: 'release' } } }
	}
];

export const realSets = (): readonly RealSet[] => SETS.filter(({ files }) => files.every((file) => existsSync(file)));
