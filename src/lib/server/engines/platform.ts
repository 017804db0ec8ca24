import { StartError } from './start-error.ts';

const OWN_SERVERS = 'set CLICKHOUSE_URL and DATABASE_URL to servers of your own';

/** Whether this Linux has musl instead of glibc; `false` elsewhere. */
function hasMusl(): boolean {
	if (process.platform !== 'linux') return false;
	const report = process.report.getReport();
	const header = 'header' in report ? report.header : null;
	return !(typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header);
}

type Platform = { platform: string; arch: string; musl: boolean };

/** Why the embedded engines cannot run on this machine, as one line, or `null` when they can. */
export function platformProblem({ platform, arch, musl }: Platform): string | null {
	if (platform === 'win32') return `The embedded engines do not run on Windows: use WSL 2, or ${OWN_SERVERS}.`;
	if (musl) return `The embedded engines need glibc, and this Linux has musl: use a Debian image, or ${OWN_SERVERS}.`;
	const known = ['linux', 'darwin'].includes(platform) && ['x64', 'arm64'].includes(arch);
	return known ? null : `There are no embedded engines for ${platform} ${arch}: ${OWN_SERVERS}.`;
}

/** @throws StartError where the embedded engines cannot run */
export function checkPlatform(): void {
	const problem = platformProblem({ platform: process.platform, arch: process.arch, musl: hasMusl() });
	if (problem) throw new StartError(problem);
}
