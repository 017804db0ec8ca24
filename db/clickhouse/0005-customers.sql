-- Customers of each hour, as sketches that can be merged: exact up to 4,096 of them, within 0.3 % beyond. Older rows get theirs
-- in the background; until then they are read one by one, which is as right and slower.
ALTER TABLE feedback ADD PROJECTION IF NOT EXISTS customers1h
(
	SELECT product, toStartOfHour(at), count(), uniqCombined64IfState(17)(customer, notEmpty(customer))
	GROUP BY product, toStartOfHour(at)
);
ALTER TABLE feedback MATERIALIZE PROJECTION customers1h SETTINGS mutations_sync = 0, alter_sync = 0;
ALTER TABLE events ADD PROJECTION IF NOT EXISTS customers1h
(
	SELECT product, toStartOfHour(at), count(), uniqCombined64IfState(17)(customer, notEmpty(customer))
	GROUP BY product, toStartOfHour(at)
);
ALTER TABLE events MATERIALIZE PROJECTION customers1h SETTINGS mutations_sync = 0, alter_sync = 0;
