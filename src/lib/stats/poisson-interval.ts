import { gammaQuantile } from './gamma-quantile.ts';
import { requireCount, type Interval } from './interval.ts';

/** Most buckets are small and alike; up to here each interval is made once. */
const KEPT_BELOW = 4096;

const kept: Interval[] = [];

const madeInterval = (count: number): Interval => ({
	estimate: count,
	low: count === 0 ? 0 : gammaQuantile(count, 'lower'),
	high: gammaQuantile(count + 1, 'upper')
});

/**
 * The exact interval of the expected count where `count` were seen; from 0 to 3.69 where none was.
 * @throws RangeError when `count` is negative or not whole
 * @see Garwood (1936), Biometrika 28:437-442; Ulm (1990), American Journal of Epidemiology 131:373-375
 */
export function poissonInterval(count: number): Interval {
	requireCount('count', count);
	if (count >= KEPT_BELOW) return madeInterval(count);
	return (kept[count] ??= madeInterval(count));
}
