/** The headers by which a field is known, the surest first; compared in lower case with `_` for gaps. */
export type FieldHeaders = Readonly<Record<string, readonly string[]>>;

/** Words as they stand in a text, in its order. */
export const words = (text: string): string[] => text.trim().split(/\s+/);
