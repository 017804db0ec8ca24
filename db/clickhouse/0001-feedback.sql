CREATE TABLE feedback
(
	product UInt32,
	at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
	received_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
	id String CODEC(ZSTD(1)),
	scale Enum8('none' = 0, 'nps' = 1, 'csat' = 2, 'ces' = 3, 'stars' = 4, 'thumbs' = 5),
	score UInt8 COMMENT '255: no score',
	channel LowCardinality(String),
	version LowCardinality(String),
	lang LowCardinality(String),
	customer String CODEC(ZSTD(1)),
	text String CODEC(ZSTD(1)),
	attributes Map(LowCardinality(String), String),
	batch UInt64 CODEC(ZSTD(1)),
	INDEX ib id TYPE bloom_filter(0.001) GRANULARITY 1,
	INDEX ir received_at TYPE minmax GRANULARITY 1,
	PROJECTION p15
	(
		SELECT product, toStartOfFifteenMinutes(at), scale, score, version, channel, count()
		GROUP BY product, toStartOfFifteenMinutes(at), scale, score, version, channel
	)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (product, at)
/*settings*/;
