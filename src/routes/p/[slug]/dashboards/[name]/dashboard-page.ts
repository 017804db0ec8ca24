import { error, redirect } from '@sveltejs/kit';
import { saidVerdicts } from '#lib/charts/impact/said-verdict.ts';
import type { Panel } from '#lib/domain/panel.ts';
import { Slug, type Product } from '#lib/domain/product.ts';
import { TOPIC_FIELD, type Answer, type QuestionInput } from '#lib/domain/question.ts';
import { questionKey } from '#lib/live/open-panels.ts';
import { readDashboard } from '#lib/server/metadata/dashboards.ts';
import { formFilter, readView } from '../../read-view.ts';
import { viewSearch, withFilter } from '../../view.ts';
import { settled } from './grid.ts';
import { homeView, panelRead } from './panel-read.ts';
import { listOfQuestions, panelQuestions } from './panel-questions.ts';
import { readVariableValues } from './variable-values.ts';

/** Panels that begin above this row are on the first screen; the others are asked once somebody scrolls to them. */
const FIRST_ROWS = 9;
const MOST_ASKED = 16;
/** What takes longer comes over the socket: the page does not wait for it. */
const PATIENCE_MS = 250;
/** What can be chosen comes with the page or not at all. */
const VALUES_PATIENCE_MS = 2_000;

const firstPanels = (panels: readonly Panel[]): Panel[] =>
	settled(panels).filter(({ y, question }) => y < FIRST_ROWS && question !== undefined);

type Source = Readonly<{ parts: App.Locals['parts']; product: Product | null; params: { name: string }; url: URL }>;

/** What a page of one dashboard shows: what the first screen needs is answered, as far as that is quick. */
export async function readDashboardPage({ parts, product, params, url }: Source) {
	const name = Slug.safeParse(params.name);
	if (!product || !name.success) error(404);
	const dashboard = await readDashboard(parts.database, { product: product.number, slug: name.data });
	if (!dashboard) error(404);
	const [releases, metrics, topics, facts, verdicts, asked] = await Promise.all([
		parts.releases(product),
		parts.metrics(product),
		parts.topics(product),
		parts.facts(product),
		parts.verdicts.known(product),
		parts.questionSchema(product)
	]);
	const home = homeView(dashboard.panels);
	const search = new URLSearchParams(url.searchParams);
	const isOwnRange = !search.has('from') && !search.has('range');
	if (isOwnRange) {
		search.set('from', home.from);
		search.set('to', home.to);
	}
	const read = readView(search, { nowMs: Date.now(), zone: product.timezone, releases, topics });
	const added = formFilter(url.searchParams);
	if (added) redirect(303, url.pathname + viewSearch(withFilter(read.view, added), home));
	const first = firstPanels(dashboard.panels)
		.flatMap(({ chart, question }) =>
			question ? listOfQuestions(panelQuestions({ chart, question, read: panelRead(question, read, isOwnRange) })) : []
		)
		.slice(0, MOST_ASKED);
	const patience = AbortSignal.timeout(PATIENCE_MS);
	const valuesPatience = AbortSignal.timeout(VALUES_PATIENCE_MS);
	const ask = async (question: QuestionInput): Promise<[string, Answer][]> => {
		try {
			return [[questionKey(question), await parts.questions.ask(product, asked.parse(question), undefined, patience)]];
		} catch {
			// Failed or too slow: the page asks for it again, and says why where it fails again.
			return [];
		}
	};
	const [answers, values] = await Promise.all([
		Promise.all(first.map(ask)),
		readVariableValues(dashboard.variables, read, (question) =>
			parts.questions.ask(product, question, undefined, valuesPatience)
		)
	]);
	return {
		...{ dashboard, read, home, isOwnRange, facts, metrics },
		values: { ...values, [TOPIC_FIELD]: topics.map(({ name }) => name) },
		said: saidVerdicts(verdicts, metrics),
		releases: releases.map((release) => ({ ...release, notes: '' })),
		/** By the question as it is written. */
		answers: Object.fromEntries(answers.flat()),
		origin: parts.origin
	};
}
