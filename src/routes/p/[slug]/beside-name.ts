/** The question whose answer is laid beside that of `name`. */
export const besideName = (name: string): string => `beside:${name}`;
