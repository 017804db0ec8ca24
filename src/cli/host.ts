/** What a command has of the world besides files and the network. */
export type Host = Readonly<{
	out: (text: string) => void;
	err: (text: string) => void;
	/** Whether a person sits before it, who can be asked and sees a line rewritten. */
	isInteractive: boolean;
	/** The line that was typed; '' when the input ended. */
	ask: (question: string) => Promise<string>;
	environment: Environment;
	/** Aborted by Ctrl-C. */
	interrupted: AbortSignal;
}>;

export type Environment = Readonly<{ url: string; apiKey: string | null }>;
