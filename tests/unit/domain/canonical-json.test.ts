import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/domain/canonical-json.ts';

describe('canonicalJson', () => {
	// RFC 8785, sections 3.2.2 and 3.2.3.
	it('writes the examples of the RFC', () => {
		expect(
			canonicalJson({
				numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
				string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
				literals: [null, true, false]
			})
		).toBe(
			'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
		);
		const sorted = canonicalJson({
			'\u20ac': 1,
			'\r': 2,
			'\ufb33': 3,
			'1': 4,
			'\ud83d\ude00': 5,
			'\u0080': 6,
			'\u00f6': 7
		});
		expect(Object.values(JSON.parse(sorted))).toHaveLength(7);
		expect([...sorted.matchAll(/:(\d)/g)].map(([, n]) => Number(n))).toEqual([2, 4, 6, 7, 1, 5, 3]);
	});

	it('does not depend on the order of fields, and writes one zero', () => {
		expect(canonicalJson({ b: [{ d: -0, c: 1 }], a: '' })).toBe(canonicalJson({ a: '', b: [{ c: 1, d: 0 }] }));
	});

	it('refuses what JSON cannot say', () => expect(() => canonicalJson([NaN])).toThrow(RangeError));
});
