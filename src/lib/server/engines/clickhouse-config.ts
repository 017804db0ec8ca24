import { createHash } from 'node:crypto';

/** A user of the embedded ClickHouse, beside the start-up session's own. */
export type ClickhouseUser = {
	name: string;
	password: string;
	/** Statements without `TO`; without any the user may do everything but manage users. */
	grants?: readonly string[];
	settings?: Readonly<Record<string, string | number>>;
	/** Table, as `database.table`, to the condition its rows must meet. */
	rowPolicies?: Readonly<Record<string, string>>;
};

/** Users who may do the same and differ in whose rows they see: their grants are read once for all of them. */
export type ClickhouseGroup = {
	name: string;
	grants: readonly string[];
	settings: Readonly<Record<string, string | number>>;
	users: readonly Required<Pick<ClickhouseUser, 'name' | 'password' | 'rowPolicies'>>[];
};

/** Names of users who may come in by HTTP begin with one of these: see `http_handlers` below. */
const USER_NAME_STARTS = ['upshot', 'p_'];

const escapeXml = (text: string) => text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What `Basic` credentials of a user whose name begins with `start` begin with: whole base64 digits only. */
const base64Start = (start: string) =>
	Buffer.from(start)
		.toString('base64')
		.slice(0, Math.floor((start.length * 8) / 6));

/**
 * The engine's `config.xml` for one small machine: little caches, few background threads, no tables of its own logs.
 *
 * The start-up session is always `default`, without a password. To keep it off HTTP, the engine answers only requests
 * that came through its door, which adds `doorKey` and lets no user be named in the URL, and only those whose
 * `Authorization` begins with a known user name.
 */
export function clickhouseConfig(doorKey: string): string {
	const key = `<X-Upshot-Door>${doorKey}</X-Upshot-Door>`;
	const names = USER_NAME_STARTS.map(base64Start).join('|');
	return `<clickhouse>
	<user_directories><users_xml><path>users.xml</path></users_xml></user_directories>
	<http_handlers>
		<rule>
			<url>/ping</url><methods>GET,HEAD</methods><headers>${key}</headers>
			<handler><type>ping</type></handler>
		</rule>
		<rule>
			<headers>${key}<Authorization>regex:Basic (${names}).*</Authorization></headers>
			<handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
		</rule>
	</http_handlers>
	<keep_alive_timeout>86400</keep_alive_timeout>
	<max_keep_alive_requests>0</max_keep_alive_requests>
	<max_server_memory_usage_to_ram_ratio>0.5</max_server_memory_usage_to_ram_ratio>
	<mark_cache_size>67108864</mark_cache_size>
	<index_mark_cache_size>33554432</index_mark_cache_size>
	<uncompressed_cache_size>0</uncompressed_cache_size>
	<compiled_expression_cache_size>16777216</compiled_expression_cache_size>
	<background_pool_size>4</background_pool_size>
	<background_schedule_pool_size>8</background_schedule_pool_size>
	<merge_tree>
		<number_of_free_entries_in_pool_to_execute_mutation>2</number_of_free_entries_in_pool_to_execute_mutation>
		<number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
		<number_of_free_entries_in_pool_to_execute_optimize_entire_partition>2</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
	</merge_tree>
</clickhouse>
`;
}

function profileXml(user: Pick<ClickhouseUser, 'name' | 'settings'>): string {
	const settings = Object.entries(user.settings ?? {}).map(
		([name, value]) => `<${name}>${escapeXml(`${value}`)}</${name}>`
	);
	return `<${user.name}><profile>default</profile>${settings.join('')}</${user.name}>`;
}

const grantsXml = (grants: readonly string[]): string =>
	`<grants>${grants.map((grant) => `<query>${escapeXml(grant)}</query>`).join('')}</grants>`;

function userXml(user: ClickhouseUser, profile: string): string {
	const policies = Object.entries(user.rowPolicies ?? {}).map(([table, condition]) => {
		const [database, name] = table.split('.');
		return `<${database}><${name}><filter>${escapeXml(condition)}</filter></${name}></${database}>`;
	});
	return `<${user.name}>
			<password_sha256_hex>${createHash('sha256').update(user.password).digest('hex')}</password_sha256_hex>
			<networks><ip>127.0.0.1</ip></networks>
			<profile>${profile}</profile>
			${user.grants === undefined ? '' : grantsXml(user.grants)}
			${policies.length === 0 ? '' : `<databases>${policies.join('')}</databases>`}
		</${user.name}>`;
}

const groupUsersXml = ({ name, users }: ClickhouseGroup): string =>
	users.map((user) => userXml({ ...user, grants: [`GRANT ${name}`] }, name)).join('\n\t\t');

/**
 * The engine's `users.xml`, which it reads once, at its start. `default` is the start-up session and may do nothing
 * but begin to listen.
 */
export function clickhouseUsers(users: readonly ClickhouseUser[], groups: readonly ClickhouseGroup[] = []): string {
	return `<clickhouse>
	<profiles>
		<default><http_max_field_value_size>1048576</http_max_field_value_size></default>
		${[...users, ...groups].map(profileXml).join('\n\t\t')}
	</profiles>
	<roles>
		${groups.map(({ name, grants }) => `<${name}>${grantsXml(grants)}</${name}>`).join('\n\t\t')}
	</roles>
	<users>
		<default>
			<password></password>
			<networks><ip>127.0.0.1</ip></networks>
			<profile>default</profile>
			<grants><query>GRANT SYSTEM LISTEN ON *.*</query></grants>
		</default>
		${users.map((user) => userXml(user, user.name)).join('\n\t\t')}
		${groups.map(groupUsersXml).join('\n\t\t')}
	</users>
</clickhouse>
`;
}
