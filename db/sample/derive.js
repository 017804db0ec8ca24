/*
 * Derives the sample's figures from App Store reviews: when, how many stars, and a topic told from the words by the
 * terms of topics.js. No text is kept. Run it with the folder that holds reviews.csv and releases.csv:
 *
 *   node db/sample/derive.js ../shared/data/chrome-ios
 *
 * It writes figures.csv.gz (after: seconds since the row before, the first since midnight of 2017-01-01; stars; topic),
 * oldest first, and releases.csv (version, date). Clocks are those of Asia/Shanghai: the source names no zone, and the
 * quietest hours of its day are the night of the United States on that clock.
 */
import { parse } from 'csv-parse/sync';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { topicOf } from './topics.js';

const ORIGIN_MS = Date.parse('2017-01-01T00:00:00+08:00');

const DELETED = '（该条评论已经被删除）';
/** The developer's answer, which some contents have glued on. */
const ANSWER = /-{3,}\s*开发者回复[\s\S]*$/;

/** @param {string} file @returns {Record<string, string>[]} */
const readRows = (file) => parse(readFileSync(file), { columns: true, bom: true });

/** @param {string} folder */
export function deriveFigures(folder) {
	const answers = readRows(join(folder, 'reviews.csv')).map(({ date = '', rating = '', title = '', content = '' }) => ({
		atMs: Date.parse(`${date.replace(' ', 'T')}+08:00`),
		stars: Number(rating),
		topic: topicOf(`${title}\n${content.replace(DELETED, '').replace(ANSWER, '')}`, Number(rating))
	}));
	// The source is newest first; what is equally old keeps the opposite order.
	const sorted = answers.reverse().sort((one, other) => one.atMs - other.atMs);
	let beforeMs = ORIGIN_MS;
	const lines = sorted.map(({ atMs, stars, topic }) => {
		const after = (atMs - beforeMs) / 1000;
		beforeMs = atMs;
		return `${after},${stars},${topic}\n`;
	});
	return `after,stars,topic\n${lines.join('')}`;
}

/** @param {string} folder */
export function deriveReleases(folder) {
	const lines = readRows(join(folder, 'releases.csv')).map(({ version = '', date = '' }) => {
		const [year, month, day] = date.split(/\D+/);
		return `${version.trim()},${year}-${month}-${day}\n`;
	});
	return `version,date\n${lines.reverse().join('')}`;
}

const [folder] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename) {
	if (!folder) throw new Error('Name the folder with reviews.csv and releases.csv.');
	writeFileSync(join(import.meta.dirname, 'figures.csv.gz'), gzipSync(deriveFigures(folder), { level: 9 }));
	writeFileSync(join(import.meta.dirname, 'releases.csv'), deriveReleases(folder));
}
