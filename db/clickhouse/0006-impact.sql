-- A copy of the metadata's releases, so that they can be asked for like feedback: the row of the highest revision counts.
CREATE TABLE releases
(
	product UInt32,
	version String,
	at DateTime64(3, 'UTC'),
	title String,
	notes String,
	url String,
	assignment LowCardinality(String),
	rollout LowCardinality(String),
	deleted UInt8,
	revision UInt64
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (product, version);
-- What was said of each release and metric, a row for each change; never changed, so that history stays what it was.
CREATE TABLE verdicts
(
	product UInt32,
	release String,
	metric LowCardinality(String),
	at DateTime64(3, 'UTC') COMMENT 'the end of the last bucket that was judged',
	received_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
	released_at DateTime64(3, 'UTC'),
	verdict LowCardinality(String),
	path LowCardinality(String),
	effect Nullable(Float64),
	low Nullable(Float64),
	high Nullable(Float64),
	evidence Float64,
	threshold Float64,
	first_established_at Nullable(DateTime64(3, 'UTC')),
	reasons String COMMENT 'JSON: a list of { code, values, names }',
	method UInt16
)
ENGINE = MergeTree
ORDER BY (product, release, metric, at, received_at);
