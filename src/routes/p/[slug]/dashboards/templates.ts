import type { Variable } from '#lib/domain/dashboard.ts';
import type { Panel } from '#lib/domain/panel.ts';
import type { QuestionInput } from '#lib/domain/question.ts';
import * as m from '#lib/paraglide/messages.js';

/** A dashboard to begin with. */
export type Template = Readonly<{
	name: string;
	title: () => string;
	about: () => string;
	panels: () => Panel[];
	variables: readonly Variable[];
}>;

type Place = Pick<Panel, 'x' | 'y' | 'w' | 'h'>;

const asking = (metric: string, rest: Partial<QuestionInput> = {}): QuestionInput => ({
	...{ metric, from: 'now-8w', to: 'now', bucket: 'day', filter: [] },
	...rest
});

const drawn = (id: string, chart: Panel['chart'], question: QuestionInput, place: Place): Panel => ({
	...{ id, chart, question },
	...place
});

const LAUNCH = { from: 'now-7d', bucket: 'hour' } as const;

export const TEMPLATES: readonly Template[] = [
	{
		name: 'overview',
		title: m.dash_template_overview,
		about: m.dash_template_overview_about,
		variables: [{ field: 'channel' }, { field: 'version' }],
		panels: () => [
			drawn('stars', 'number', asking('stars'), { x: 0, y: 0, w: 3, h: 3 }),
			drawn('negative', 'number', asking('negative_share'), { x: 3, y: 0, w: 3, h: 3 }),
			drawn('feedback', 'number', asking('feedback_volume'), { x: 6, y: 0, w: 3, h: 3 }),
			drawn('customers', 'number', asking('active_customers'), { x: 9, y: 0, w: 3, h: 3 }),
			drawn('volume', 'bar', asking('feedback_volume'), { x: 0, y: 3, w: 8, h: 4 }),
			drawn('scores', 'histogram', asking('stars'), { x: 8, y: 3, w: 4, h: 4 }),
			drawn('course', 'line', asking('stars', { bucket: 'week' }), { x: 0, y: 7, w: 6, h: 4 }),
			drawn('channels', 'stacked', asking('feedback_volume', { bucket: 'week', groupBy: 'channel', groups: 5 }), {
				...{ x: 6, y: 7, w: 6, h: 4 }
			}),
			drawn('hours', 'heatmap', asking('feedback_volume'), { x: 0, y: 11, w: 12, h: 4 })
		]
	},
	{
		name: 'release',
		title: m.dash_template_release,
		about: m.dash_template_release_about,
		variables: [{ field: 'channel' }],
		panels: () => [
			{ id: 'notes', chart: 'text', text: m.dash_template_release_text(), x: 0, y: 0, w: 4, h: 4 },
			{ id: 'verdicts', chart: 'verdicts', x: 4, y: 0, w: 8, h: 4 },
			drawn('versions', 'stacked', asking('feedback_volume', { groupBy: 'version', groups: 5 }), {
				...{ x: 0, y: 4, w: 8, h: 4 }
			}),
			drawn('by-version', 'bar', asking('stars', { bucket: 'all', groupBy: 'version', groups: 8 }), {
				...{ x: 8, y: 4, w: 4, h: 4 }
			}),
			drawn('stars', 'line', asking('stars', { bucket: 'week' }), { x: 0, y: 8, w: 6, h: 4 }),
			drawn('negative', 'area', asking('negative_share', { bucket: 'week' }), { x: 6, y: 8, w: 6, h: 4 })
		]
	},
	{
		name: 'launch',
		title: m.dash_template_launch,
		about: m.dash_template_launch_about,
		variables: [{ field: 'channel' }, { field: 'version' }],
		panels: () => [
			drawn('answers', 'number', asking('feedback_volume', LAUNCH), { x: 0, y: 0, w: 3, h: 3 }),
			drawn('low', 'number', asking('negative_volume', LAUNCH), { x: 3, y: 0, w: 3, h: 3 }),
			drawn('customers', 'number', asking('active_customers', LAUNCH), { x: 6, y: 0, w: 3, h: 3 }),
			drawn('events', 'number', asking('event_volume', LAUNCH), { x: 9, y: 0, w: 3, h: 3 }),
			drawn('hourly', 'bar', asking('feedback_volume', LAUNCH), { x: 0, y: 3, w: 12, h: 4 }),
			drawn('lows', 'area', asking('negative_volume', LAUNCH), { x: 0, y: 7, w: 6, h: 4 }),
			drawn('table', 'table', asking('negative_share', { ...LAUNCH, bucket: 'day' }), { x: 6, y: 7, w: 6, h: 4 })
		]
	}
];

export const templateNamed = (name: string): Template | null => TEMPLATES.find((one) => one.name === name) ?? null;
