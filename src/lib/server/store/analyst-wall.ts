import { ANALYST_VIEWS, quoted, viewsDatabase } from './analyst-views.ts';

/* The second wall: what ClickHouse itself lets the users do under whom analysts' statements run. */

/** Of one result: the next row is proof that there are more. */
export const MOST_ROWS = 10_000;

/** How long ClickHouse works for one statement. */
export const LONGEST_S = 10;

/**
 * Nothing can be changed, and each statement has its time, memory and rows. One core, and that at low priority: what
 * others ask goes first. Small blocks, because time is looked at between blocks.
 */
export const ANALYST_SETTINGS: Readonly<Record<string, string | number>> = {
	readonly: 1,
	allow_ddl: 0,
	allow_introspection_functions: 0,
	implicit_select: 0,
	max_execution_time: LONGEST_S,
	max_memory_usage: 400_000_000,
	max_memory_usage_for_user: 800_000_000,
	max_bytes_ratio_before_external_group_by: 0,
	max_bytes_ratio_before_external_sort: 0,
	max_temporary_data_on_disk_size_for_query: 1,
	max_rows_to_read: 200_000_000,
	max_result_rows: MOST_ROWS + 1,
	result_overflow_mode: 'break',
	max_threads: 1,
	max_block_size: 16_384,
	max_concurrent_queries_for_user: 6,
	max_query_size: 262_144,
	max_ast_depth: 300,
	max_ast_elements: 10_000,
	max_expanded_ast_elements: 20_000,
	max_parser_depth: 300,
	max_subquery_depth: 30,
	max_columns_to_read: 200,
	function_range_max_elements_in_block: 1_000_000,
	reject_expensive_hyperscan_regexps: 1,
	os_thread_priority: 10,
	log_queries: 0,
	cancel_http_readonly_queries_on_client_close: 1,
	// Instants leave as RFC 3339, and whole numbers as numbers.
	date_time_output_format: 'iso',
	output_format_json_quote_64bit_integers: 0,
	output_format_json_quote_denormals: 0
};

/** The user of a product; of this installation, where a server holds several. */
export const analystName = (database: string, product: number): string => `${database}_p_${product}`;

/** What every analyst may read, as grants without `TO`. */
export const analystGrants = (database: string): string[] => [
	...ANALYST_VIEWS.map(({ table, columns }) => `GRANT SELECT(${columns}) ON ${quoted(database)}.${table}`),
	...ANALYST_VIEWS.map(({ name }) => `GRANT SELECT ON ${quoted(viewsDatabase(database))}.${name}`)
];

/** The tables whose rows are one product's. */
export const ANALYST_TABLES = [...new Set(ANALYST_VIEWS.map(({ table }) => table))];

export const analystCondition = (product: number): string => `product = ${product}`;
