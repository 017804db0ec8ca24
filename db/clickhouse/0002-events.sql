CREATE TABLE events
(
	product UInt32,
	at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
	received_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
	id String CODEC(ZSTD(1)),
	name LowCardinality(String),
	value Nullable(Float64),
	customer String CODEC(ZSTD(1)),
	version LowCardinality(String),
	attributes Map(LowCardinality(String), String),
	batch UInt64 CODEC(ZSTD(1)),
	INDEX ib id TYPE bloom_filter(0.001) GRANULARITY 1,
	INDEX ir received_at TYPE minmax GRANULARITY 1,
	PROJECTION e15
	(
		SELECT product, toStartOfFifteenMinutes(at), name, version, count()
		GROUP BY product, toStartOfFifteenMinutes(at), name, version
	)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (product, at)
/*settings*/;
