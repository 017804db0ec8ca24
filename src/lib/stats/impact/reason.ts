/** Why no verdict is given; in the order in which they are asked. */
export type GateCode =
	| 'PRE_TOO_SHORT'
	| 'SELF_SELECTED'
	| 'SPLIT_BROKEN'
	| 'OUTAGE'
	| 'OVERLAP'
	| 'STEP_BEFORE'
	| 'SELECTION'
	| 'CONFLICT'
	| 'NO_METHOD';

/** Why it is too early or stays undecided. */
export type WaitCode = 'TOO_FEW' | 'ONE_BURST' | 'COLLECTING' | 'NOT_CONFIRMED' | 'WINDOW_OVER' | 'UNDECIDABLE';

/** What must be said beside a verdict that stands. */
export type CautionCode =
	'WEAK_PRE' | 'COMPOSITION' | 'VOLUME_CHANGED' | 'TOPIC' | 'SHORT_LIVED' | 'LATE_ONSET' | 'BETTING_OPEN';

/** One reason: words are made elsewhere from the code and the numbers. `names` are a topic's, a version's, a segment's. */
export type Reason = Readonly<{
	code: GateCode | WaitCode | CautionCode;
	values: Readonly<Record<string, number>>;
	names?: readonly string[];
}>;
