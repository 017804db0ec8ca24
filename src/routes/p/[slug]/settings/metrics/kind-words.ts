import * as m from '#lib/paraglide/messages.js';
import type { Draft, Kind } from './metric-draft.ts';

export const KIND_WORDS: Readonly<Record<Kind, () => string>> = {
	count: m.ownmetric_kind_count,
	share: m.ownmetric_kind_share,
	mean: m.ownmetric_kind_mean,
	quantile: m.ownmetric_kind_quantile,
	customers: m.ownmetric_kind_customers,
	'per-customer': m.ownmetric_kind_per_customer,
	conversion: m.ownmetric_kind_conversion,
	'return-rate': m.ownmetric_kind_return
};

/** What each kind counts, in a sentence. */
export const KIND_ABOUT: Readonly<Record<Kind, () => string>> = {
	count: m.ownmetric_about_count,
	share: m.ownmetric_about_share,
	mean: m.ownmetric_about_mean,
	quantile: m.ownmetric_about_quantile,
	customers: m.ownmetric_about_customers,
	'per-customer': m.ownmetric_about_per_customer,
	conversion: m.ownmetric_about_conversion,
	'return-rate': m.ownmetric_about_return
};

export const DIRECTION_WORDS: Readonly<Record<Draft['direction'], () => string>> = {
	higher: m.ownmetric_better_higher,
	lower: m.ownmetric_better_lower,
	neither: m.ownmetric_better_neither
};

export const WEIGHT_WORDS: Readonly<Record<Draft['weight'], () => string>> = {
	primary: m.ownmetric_weight_primary,
	guardrail: m.ownmetric_weight_guardrail,
	other: m.ownmetric_weight_other
};
