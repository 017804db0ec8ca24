import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import * as schema from '#db/metadata/schema.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { countPeople } from '#lib/server/metadata/people.ts';
import { sharedReads } from '#lib/server/metadata/shared-reads.ts';
import { NOBODY, type Identity } from './identity.ts';

export type Person = Readonly<{ name: string; email: string; password: string }>;

export type People = Readonly<{
	identify: (headers: Headers) => Promise<Identity>;
	hasAnyone: () => Promise<boolean>;
	/** Creates an account; the caller has checked the invitation. `false` when the e-mail is taken. */
	create: (person: Person) => Promise<boolean>;
	/** `Set-Cookie` lines of a new session; `null` when e-mail or password is wrong. */
	signIn: (credentials: { email: string; password: string }, headers: Headers) => Promise<string[] | null>;
	/** `Set-Cookie` lines that end the session, and the session that ended, if there was one. */
	signOut: (headers: Headers) => Promise<{ cookies: string[]; session: string | null }>;
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
	/** The cookie alone says whose session it is. */
	const sessionOf = sharedReads((cookie) => auth.api.getSession({ headers: new Headers({ cookie }) }));
	return {
		identify: async (headers) => {
			const cookie = headers.get('cookie');
			if (!cookie?.includes('upshot.session_token')) return NOBODY;
			const found = await sessionOf(cookie);
			if (!found) return NOBODY;
			const { id, name, email, role } = found.user;
			const { id: session, expiresAt } = found.session;
			return { kind: 'person', id, name, email, role, session, expiresMs: expiresAt.getTime() };
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
		signOut: async (headers) => {
			const found = await auth.api.getSession({ headers });
			const response = await auth.api.signOut({ headers, asResponse: true });
			return { cookies: response.headers.getSetCookie(), session: found?.session.id ?? null };
		}
	};
}
