import type { Environment } from './host.ts';

const DEFAULT_URL = 'http://localhost:3000';

/** Where the server is and the key to it; the only place that reads variables. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
	return {
		url: variables['UPSHOT_URL']?.trim() || DEFAULT_URL,
		apiKey: variables['UPSHOT_API_KEY']?.trim() || null
	};
}
