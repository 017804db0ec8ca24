import { Version } from '#lib/domain/release.ts';
import { notFound, type ApiError } from './api.ts';

export const noRelease = (version: string | undefined): ApiError =>
	notFound(`This product has no release "${version ?? ''}".`);

/** @throws ApiError 404 for what no release can be called */
export function namedVersion({ version }: Partial<Record<string, string>>): string {
	const parsed = Version.safeParse(version);
	if (!parsed.success) throw noRelease(version);
	return parsed.data;
}
