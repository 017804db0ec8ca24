import { toRfc3339 } from '#lib/domain/instant.ts';

/** An instant as ClickHouse reads it in JSON: a whole number would count seconds in one column and ticks in another. */
export const storedInstant = (ms: number): string => toRfc3339(ms).replace('T', ' ').replace('Z', '');
