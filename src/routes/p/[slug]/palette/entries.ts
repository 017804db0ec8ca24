import type { Release } from '#lib/domain/release.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { ALL_TIME } from '../view.ts';

/** What an entry does: leads somewhere, sends a form, or something only the page can do. */
export type Deed =
	| Readonly<{ href: string }>
	| Readonly<{ action: string; fields: Readonly<Record<string, string>> }>
	| Readonly<{ act: 'copy-link' | 'keys' | 'live' }>;

/** `kind` says in a word what it is; `hidden` finds it but is not shown. */
export type Entry = Readonly<{
	id: string;
	say: (locale: Locale) => string;
	kind: (locale: Locale) => string;
	deed: Deed;
	hidden?: string;
	/** Only shown when it is searched for. */
	isRare?: true;
}>;

export type Place = Readonly<{
	slug: string;
	url: URL;
	others: readonly Readonly<{ slug: string; name: string }>[];
	releases: readonly Release[];
	mayAdd: boolean;
	isSignedIn: boolean;
	isPaused: boolean;
}>;

type Message = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const said =
	(message: Message) =>
	(locale: Locale): string =>
		message({}, { locale });

const PAGE = said(m.palette_kind_page);
const ACTION = said(m.palette_kind_action);

function pages({ slug, mayAdd }: Place): Entry[] {
	const here = `/p/${slug}`;
	const page = (id: string, message: Message, href: string): Entry => ({
		id,
		say: said(message),
		kind: PAGE,
		deed: { href }
	});
	return [
		page('overview', m.nav_overview, here),
		page('releases', m.nav_releases, `${here}/releases`),
		page('feedback', m.nav_feedback, `${here}/feedback`),
		page('dashboards', m.nav_dashboards, `${here}/dashboards`),
		page('settings', m.nav_settings, `${here}/settings`),
		page('requests', m.requests_title, `${here}/settings/requests`),
		...(mayAdd ? [page('add-product', m.nav_add_product, '/?new')] : [])
	];
}

const RANGES = [
	{ from: 'now-24h', unit: m.span_hours, n: 24 },
	{ from: 'now-7d', unit: m.span_days, n: 7 },
	{ from: 'now-8w', unit: m.span_weeks, n: 8 },
	{ from: 'now-52w', unit: m.span_weeks, n: 52 }
] as const;

/** The range of the page at hand where it has one, else of the overview. */
function ranges({ slug, url }: Place): Entry[] {
	const isOfAnswers = url.pathname === `/p/${slug}/feedback`;
	const path = isOfAnswers ? url.pathname : `/p/${slug}`;
	const kind = said(m.scope_range);
	const search = (from: string, to: string): string => {
		const params = new URLSearchParams(url.pathname === path ? url.search : '');
		for (const name of ['bucket', 'after', 'answer']) params.delete(name);
		params.set('from', from);
		params.set('to', to);
		return `${path}?${params.toString()}`;
	};
	const last = RANGES.map(({ from, unit, n }): Entry => ({
		id: from,
		say: (locale) => m.scope_last({ span: unit({ count: n, shown: String(n) }, { locale }) }, { locale }),
		kind,
		deed: { href: search(from, 'now') },
		hidden: from
	}));
	const all: Entry = {
		id: 'all-time',
		say: said(m.scope_all_time),
		kind,
		deed: { href: search(ALL_TIME.from, ALL_TIME.to) }
	};
	return isOfAnswers ? [...last, all] : last;
}

function preferences({ url }: Place): Entry[] {
	const next = url.pathname + url.search;
	const one = (name: string, value: string, say: Entry['say'], kind: Entry['kind']): Entry => ({
		id: `${name}-${value}`,
		say,
		kind,
		deed: { action: '/preferences', fields: { [name]: value, next } }
	});
	const theme = said(m.ui_theme);
	const language = said(m.ui_language);
	return [
		one('theme', 'light', said(m.ui_theme_light), theme),
		one('theme', 'dark', said(m.ui_theme_dark), theme),
		one('theme', 'system', said(m.ui_theme_system), theme),
		one('locale', 'en', () => 'English', language),
		one('locale', 'zh-CN', () => '中文', language)
	];
}

function actions({ slug, url, isSignedIn, isPaused }: Place): Entry[] {
	const here = `/p/${slug}`;
	const action = (id: string, message: Message, deed: Deed): Entry => ({ id, say: said(message), kind: ACTION, deed });
	return [
		action('add-release', m.releases_add, { href: `${here}/releases?edit=` }),
		action('import', m.first_import, { href: `${here}/import` }),
		action('new-key', m.settings_key_new, { href: `${here}/settings` }),
		action('copy-link', m.palette_copy_link, { act: 'copy-link' }),
		action('live', isPaused ? m.palette_resume : m.palette_pause, { act: 'live' }),
		action('tv', m.tv_title, { href: `${here}/tv${url.pathname === here ? url.search : ''}` }),
		action('keys', m.keys_title, { act: 'keys' }),
		...(isSignedIn ? [action('sign-out', m.nav_sign_out, { action: '/signout', fields: {} })] : [])
	];
}

function named({ slug, others, releases }: Place): Entry[] {
	return [
		...others.map((other): Entry => ({
			id: `product-${other.slug}`,
			say: () => other.name,
			kind: said(m.palette_kind_product),
			deed: { href: `/p/${other.slug}` },
			hidden: other.slug
		})),
		...releases.map(({ version, title }): Entry => ({
			id: `release-${version}`,
			say: () => (title ? `${version} ${title}` : version),
			kind: said(m.palette_kind_release),
			deed: { href: `/p/${slug}/releases?edit=${encodeURIComponent(version)}` },
			isRare: true
		}))
	];
}

/** Everything that can be gone to or done from here. */
export const entriesOf = (place: Place): Entry[] => [
	...pages(place),
	...actions(place),
	...ranges(place),
	...named(place),
	...preferences(place)
];
