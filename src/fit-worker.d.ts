/** The code of the thread that fits, in one piece; made by src/shell/fit-worker-code.js. */
declare module 'virtual:fit-worker' {
	const code: string;
	export default code;
}
