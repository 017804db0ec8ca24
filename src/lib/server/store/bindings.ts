import type { Topic } from '#lib/domain/topic.ts';

/** The types in which values travel to ClickHouse. */
type ParameterType =
	| 'UInt32'
	| 'Int64'
	| 'Float64'
	| 'String'
	| 'Array(Int64)'
	| 'Array(Float64)'
	| 'Array(String)'
	| `Array(DateTime64(3, 'UTC'))`;

/** The values of one statement; SQL holds only their names. */
export type Bindings = Readonly<{
	/** Keeps `value` and returns the placeholder that stands for it. */
	bind: (type: ParameterType, value: string | number | readonly string[] | readonly number[]) => string;
	/** What a statement's topics mean; empty where it has none. */
	topics: readonly Topic[];
	/** What to send as `query_params`. */
	values: Readonly<Record<string, unknown>>;
}>;

export function createBindings(topics: readonly Topic[] = []): Bindings {
	const values: Record<string, unknown> = {};
	return {
		topics,
		values,
		bind: (type, value) => {
			const name = `p${Object.keys(values).length}`;
			values[name] = value;
			return `{${name}:${type}}`;
		}
	};
}
