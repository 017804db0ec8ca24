import { readDashboardPage } from './dashboard-page.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = ({ locals: { parts, product }, params, url }) =>
	readDashboardPage({ parts, product, params, url });
