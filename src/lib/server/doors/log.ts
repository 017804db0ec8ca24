/** The part of a pino logger that doors use. Bodies, keys and cookies never go into it. */
export type Log = Readonly<{
	warn: (about: object, message: string) => void;
	error: (about: object, message: string) => void;
}>;
