import { createHmac, randomBytes } from 'node:crypto';
import type { AnalystSeats } from '#lib/server/engines/analyst-seats.ts';
import type { Metadata } from '#lib/server/metadata/connect.ts';
import { settingOr } from '#lib/server/metadata/settings.ts';
import { NoAnalystError } from '#lib/server/questions/statement-error.ts';
import { createAnalystViews } from '#lib/server/store/analyst-views.ts';
import { analystName } from '#lib/server/store/analyst-wall.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { makeAnalyst } from '#lib/server/store/make-analyst.ts';
import type { AnalystLogin } from '#lib/server/store/read-tree.ts';

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	/** That of the tables. */
	database: string;
	/** The users that the embedded ClickHouse started with; `null` on another one, where they are made by SQL. */
	seats: AnalystSeats | null;
	metadata: Metadata;
}>;

/** The product's user and its password, as often as it is asked for; what it needs is made the first time. */
export function createAnalystLogins({ clickhouse, database, seats, metadata }: Options) {
	const logins = new Map<number, Promise<AnalystLogin>>();
	let views: Promise<void> | null = null;
	/** Every process of an installation says the same password. */
	let secret: Promise<string> | null = null;

	const alone = (work: () => Promise<void>): Promise<void> => metadata.alone('upshot-analysts', work);

	async function passwordOf(product: number): Promise<string> {
		if (seats) {
			await seats.expect(product);
			const password = seats.passwordOf(product);
			if (password !== null) return password;
			throw new NoAnalystError('This start of Upshot has no database user for this product. Restart Upshot once.');
		}
		secret ??= settingOr(metadata.database, 'analyst_secret', randomBytes(32).toString('base64url'));
		const password = createHmac('sha256', await secret)
			.update(`${product}`)
			.digest('base64url');
		// A rule for passwords may ask for a sign and a capital.
		return `A-1${password}`;
	}

	async function make(product: number): Promise<AnalystLogin> {
		await (views ??= alone(() => createAnalystViews(clickhouse, database)));
		const password = await passwordOf(product);
		if (!seats) await alone(() => makeAnalyst(clickhouse, { database, product, password }));
		return { username: analystName(database, product), password };
	}

	return (product: number): Promise<AnalystLogin> => {
		const known = logins.get(product);
		if (known) return known;
		const made = make(product).catch((cause: unknown) => {
			// The next one tries again.
			logins.delete(product);
			views = null;
			secret = null;
			if (cause instanceof NoAnalystError) throw cause;
			throw new NoAnalystError('ClickHouse did not let Upshot make the user for SQL. See docs/sql.md.', { cause });
		});
		logins.set(product, made);
		return made;
	};
}
