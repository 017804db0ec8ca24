-- What a dashboard over many rows reads: counts of each hour, a quarter of the cells of p15 and e15, where no bucket cuts an
-- hour; and customers of each hour and of each eight hours, as sketches that can be merged: exact up to 4,096 of them, within
-- about 0.3 % beyond. Older rows get theirs in the background; until then they are read one by one, which is as right and slower.
ALTER TABLE feedback
	ADD PROJECTION IF NOT EXISTS p1h
	(
		SELECT product, toStartOfHour(at), scale, score, version, channel, count()
		GROUP BY product, toStartOfHour(at), scale, score, version, channel
	),
	ADD PROJECTION IF NOT EXISTS customers1h
	(
		SELECT product, toStartOfHour(at), count(), uniqCombined64IfState(17)(customer, notEmpty(customer))
		GROUP BY product, toStartOfHour(at)
	),
	ADD PROJECTION IF NOT EXISTS customers8h
	(
		SELECT product, toStartOfInterval(at, toIntervalHour(8)), count(), uniqCombined64IfState(17)(customer, notEmpty(customer))
		GROUP BY product, toStartOfInterval(at, toIntervalHour(8))
	);
ALTER TABLE feedback
	MATERIALIZE PROJECTION p1h, MATERIALIZE PROJECTION customers1h, MATERIALIZE PROJECTION customers8h
	SETTINGS mutations_sync = 0, alter_sync = 0;
ALTER TABLE events
	ADD PROJECTION IF NOT EXISTS e1h
	(
		SELECT product, toStartOfHour(at), name, version, count()
		GROUP BY product, toStartOfHour(at), name, version
	),
	ADD PROJECTION IF NOT EXISTS customers1h
	(
		SELECT product, toStartOfHour(at), count(), uniqCombined64IfState(17)(customer, notEmpty(customer))
		GROUP BY product, toStartOfHour(at)
	),
	ADD PROJECTION IF NOT EXISTS customers8h
	(
		SELECT product, toStartOfInterval(at, toIntervalHour(8)), count(), uniqCombined64IfState(17)(customer, notEmpty(customer))
		GROUP BY product, toStartOfInterval(at, toIntervalHour(8))
	);
ALTER TABLE events
	MATERIALIZE PROJECTION e1h, MATERIALIZE PROJECTION customers1h, MATERIALIZE PROJECTION customers8h
	SETTINGS mutations_sync = 0, alter_sync = 0;
