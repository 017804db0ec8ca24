import { toRfc3339 } from '#lib/domain/instant.ts';
import { jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';
import { namedVersion, noRelease } from '#lib/server/doors/named-version.ts';

type Side = Readonly<{ fromMs: number; toMs: number; texts: number; n: number }>;

const listedSide = ({ fromMs, toMs, texts, n }: Side) => ({ from: toRfc3339(fromMs), to: toRfc3339(toMs), texts, n });

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const words = await parts.words.around(product, namedVersion(params));
	if (!words) throw noRelease(params.version);
	const { release, before, after, copies, terms } = words;
	return jsonResponse({ release, before: listedSide(before), after: listedSide(after), copies, terms });
});
