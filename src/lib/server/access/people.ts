import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import * as schema from '#db/metadata/schema.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { countPeople } from '#lib/server/metadata/people.ts';
import { NOBODY, type Identity } from './identity.ts';

export type Person = Readonly<{ name: string; email: string; password: string }>;

export type People = Readonly<{
	identify: (headers: Headers) => Promise<Identity>;
	hasAnyone: () => Promise<boolean>;
	/** Creates an account; the caller has checked the invitation. `false` when the e-mail is taken. */
	create: (person: Person) => Promise<boolean>;
	/** `Set-Cookie` lines of a new session; `null` when e-mail or password is wrong. */
	signIn: (credentials: { email: string; password: string }, headers: Headers) => Promise<string[] | null>;
	/** `Set-Cookie` lines that end the session. */
	signOut: (headers: Headers) => Promise<string[]>;
}>;

const WEEK_S = 7 * 24 * 3600;

/**
 * People and their sessions, kept by better-auth. Nobody can sign up: accounts come from the set-up link alone. None of
 * better-auth's own HTTP routes is mounted, so what is not offered here cannot be called.
 */
export function createPeople(options: { database: Database; secret: string; origin: string; secure: boolean }): People {
	const { database, secret, origin, secure } = options;
	const auth = betterAuth({
		secret,
		baseURL: origin,
		database: drizzleAdapter(database, { provider: 'pg', schema }),
		emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
		user: { additionalFields: { role: { type: 'string', input: false, defaultValue: 'administrator' } } },
		session: { expiresIn: 4 * WEEK_S, updateAge: 24 * 3600 },
		advanced: { useSecureCookies: secure, cookiePrefix: 'upshot', disableCSRFCheck: true, disableOriginCheck: true },
		rateLimit: { enabled: false },
		telemetry: { enabled: false },
		logger: { disabled: true }
	});
	return {
		identify: async (headers) => {
			if (!headers.get('cookie')?.includes('upshot.session_token')) return NOBODY;
			const found = await auth.api.getSession({ headers });
			if (!found) return NOBODY;
			const { id, name, email, role } = found.user;
			return { kind: 'person', id, name, email, role };
		},
		hasAnyone: async () => (await countPeople(database)) > 0,
		create: async ({ name, email, password }) => {
			const { internalAdapter, password: hasher } = await auth.$context;
			if (await internalAdapter.findUserByEmail(email.toLowerCase())) return false;
			const user = await internalAdapter.createUser(
				{ name, email: email.toLowerCase(), emailVerified: true },
				{ method: 'email-password' }
			);
			await internalAdapter.linkAccount({
				userId: user.id,
				accountId: user.id,
				providerId: 'credential',
				password: await hasher.hash(password)
			});
			return true;
		},
		signIn: async ({ email, password }, headers) => {
			const response = await auth.api.signInEmail({ body: { email, password }, headers, asResponse: true });
			return response.ok ? response.headers.getSetCookie() : null;
		},
		signOut: async (headers) => (await auth.api.signOut({ headers, asResponse: true })).headers.getSetCookie()
	};
}
