const DAY_MS = 86_400_000;

/** A dashboard of ten panels over thirty days that do not move, so that nothing but rows makes it tick. */
export function tenPanels(): object[] {
	const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
	const range = { from: today - 29 * DAY_MS, to: today + DAY_MS };
	const over = (metric: string, more: object = {}) => ({ metric, ...range, bucket: 'day', ...more });
	const total = (metric: string, more: object = {}) => over(metric, { bucket: 'all', ...more });
	return [
		...[over('feedback_volume'), over('stars'), over('negative_share'), over('active_customers')],
		...[total('feedback_volume'), total('stars'), total('negative_share')],
		...[total('feedback_volume', { groupBy: 'version' }), total('stars', { groupBy: 'channel' })],
		over('feedback_volume', { groupBy: 'version', groups: 5 })
	];
}
