/** For checks across fields (`when`): they run as soon as there is an object, whatever is wrong with single fields. */
export const isObject = ({ value }: Readonly<{ value: unknown }>): boolean =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
