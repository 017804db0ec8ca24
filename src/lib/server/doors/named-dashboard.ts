import { Slug, type Product } from '#lib/domain/product.ts';
import { notFound, type ApiError } from './api.ts';

export const noDashboard = (name: string | undefined): ApiError =>
	notFound(`This product has no dashboard "${name ?? ''}".`);

/** @throws ApiError 404 for what no dashboard can be called */
export function namedDashboard({ name }: Partial<Record<string, string>>, { number }: Product) {
	const parsed = Slug.safeParse(name);
	if (!parsed.success) throw noDashboard(name);
	return { product: number, slug: parsed.data };
}
