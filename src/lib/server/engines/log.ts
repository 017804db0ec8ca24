/** The part of pino that engines write to. */
export type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>>;
