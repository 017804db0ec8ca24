import type { Locale } from '#lib/ui/locale.ts';
import { decimal } from '#lib/ui/number-format.ts';

/** `18 kB`, `1.6 MB`; counted in thousands, as file managers do. */
export function fileSize(bytes: number, locale: Locale): string {
	if (bytes < 1_000_000) return `${decimal(Math.max(1, Math.round(bytes / 1000)), 0, locale)} kB`;
	return `${decimal(bytes / 1_000_000, bytes < 100_000_000 ? 1 : 0, locale)} MB`;
}
