/** A question that reads more than can be read in the time anybody waits. */
export class SlowQuestionError extends Error {}
