import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Page } from '@playwright/test';

/** A file as a browser gets it. */
export type ChosenFile = { name: string; mimeType: string; buffer: Buffer };

/** Public data, where it lies beside the project. */
const SHARED = resolve('..', 'shared', 'data');

export const csv = (name: string, text: string): ChosenFile => ({
	name,
	mimeType: 'text/csv',
	buffer: Buffer.from(text)
});

function sharedOr(file: string, made: () => ChosenFile): ChosenFile {
	const path = resolve(SHARED, file);
	if (!existsSync(path)) return made();
	return { name: basename(path), mimeType: 'application/octet-stream', buffer: readFileSync(path) };
}

const wall = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** Answers a quarter of an hour apart, newest first, some of them on two lines. */
export function answers(header: string, count: number): string {
	const rows = Array.from({ length: count }, (_, n) => {
		const at = wall(Date.UTC(2022, 0, 1, 20, 48, 4) - n * 900_000);
		return `${at},${1 + ((n * 7) % 5)},Title ${n},"Said ${n}${n % 9 === 0 ? '\nand more' : ''}"`;
	});
	return `${header}\n${rows.join('\n')}\n`;
}

/** 12,677 reviews of an app store. */
export const chromeReviews = (): ChosenFile =>
	sharedOr('chrome-ios/reviews.csv', () => csv('reviews.csv', answers('date,rating,title,content', 12_677)));

/** 5,000 Chinese comments below a title and above a note: as text, in an encoding of its own where the real one is there. */
export const mihomeText = (): ChosenFile =>
	sharedOr('mihome-zh/comments.gb18030.csv', () => csv('comments.csv', answers('发表时间,评级,标题,内容', 5000)));

/** The same comments as a workbook; `null` where the real one is not there. */
export function mihomeWorkbook(): ChosenFile | null {
	const path = resolve(SHARED, 'mihome-zh/CommentsOf米家.xlsx');
	if (!existsSync(path)) return null;
	return { name: basename(path), mimeType: 'application/octet-stream', buffer: readFileSync(path) };
}

/** 77 releases; the newest is 96.0.4664.116. */
export const chromeReleases = (): ChosenFile =>
	sharedOr('chrome-ios/releases.csv', () => {
		const rows = Array.from({ length: 77 }, (_, n) => {
			const [year, month, day] = wall(Date.UTC(2021, 11, 20) - n * 1_728_000_000)
				.slice(0, 10)
				.split('-');
			return `${n === 0 ? '96.0.4664.116' : `95.0.${n}`},${year}年${month}月${day}日,Fixes.`;
		});
		return csv('releases.csv', `version,date,release\n${rows.join('\n')}\n`);
	});

/** Lets go of the file over the page, as a mouse does. */
export async function drop(page: Page, { name, buffer }: ChosenFile): Promise<void> {
	const transfer = await page.evaluateHandle(
		({ base64, fileName }) => {
			const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
			const dataTransfer = new DataTransfer();
			dataTransfer.items.add(new File([bytes], fileName));
			return dataTransfer;
		},
		{ base64: buffer.toString('base64'), fileName: name }
	);
	for (const type of ['dragenter', 'dragover', 'drop'])
		await page.getByText(/Drop a file here|Let go/).dispatchEvent(type, { dataTransfer: transfer });
}
