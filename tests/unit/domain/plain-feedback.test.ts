import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedbackSchema } from '../../../src/lib/domain/feedback.ts';
import { plainFeedback } from '../../../src/lib/domain/plain-feedback.ts';
import { SCALE_NAMES } from '../../../src/lib/domain/scale.ts';

const NOW = Date.UTC(2026, 0, 31);
const context = { now: () => NOW, newId: () => 'given' };
const schema = feedbackSchema(context);

const text = fc.oneof(
	{ weight: 12, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
	fc.constantFrom(
		'',
		' ',
		'\0',
		'\ud800',
		'𝒳'.repeat(64),
		'𝒳'.repeat(65),
		'x'.repeat(256),
		'x'.repeat(257),
		'x'.repeat(20_001)
	)
);
const number = fc.oneof(
	fc.integer({ min: -2, max: 12 }),
	fc.double(),
	fc.constantFrom(-0, NOW, NOW + 86_400_000, NOW + 86_400_001)
);
const anything = fc.oneof(
	{ weight: 3, arbitrary: text },
	{ weight: 2, arbitrary: number },
	fc.jsonValue() as fc.Arbitrary<unknown>
);
const times = fc.constantFrom('2026-01-31T08:00:00Z', '2026-02-30T08:00:00Z', '2026-01-31 08:00:00+0800', '2026-01-31');
const often = <Value>(usual: fc.Arbitrary<Value>) =>
	fc.oneof({ weight: 6, arbitrary: usual as fc.Arbitrary<unknown> }, anything);

const row = fc.record(
	{
		...{ id: often(text), at: often(times), scale: often(fc.constantFrom(...SCALE_NAMES)) },
		...{ score: often(fc.integer({ min: 0, max: 11 })), text: often(text), customer: often(text) },
		...{ version: often(text), channel: often(text), lang: often(text) },
		attributes: often(fc.dictionary(text, often(fc.oneof(text, fc.boolean())), { maxKeys: 4 })),
		unknown: anything
	},
	{ requiredKeys: [] }
);

describe('plainFeedback', () => {
	it('says nothing, or exactly what the schema says', () => {
		let plain = 0;
		fc.assert(
			fc.property(
				fc.oneof(
					{ weight: 20, arbitrary: row },
					{ weight: 40, arbitrary: row.map(({ unknown: _, ...known }) => known) },
					anything
				),
				(value) => {
					const quick = plainFeedback(value, context);
					if (quick === null) return;
					plain++;
					expect(schema.safeParse(value)).toEqual({ success: true, data: quick });
				}
			),
			{ numRuns: 5000 }
		);
		expect(plain).toBeGreaterThan(100);
	});

	it('knows the rows that people send', () => {
		const sent = {
			id: 'a',
			at: '2026-01-30T08:00:00Z',
			scale: 'stars',
			score: 4,
			attributes: { plan: 'pro', seats: 3 }
		};
		expect(plainFeedback({ ...sent, version: ' 1.0 ' }, context)).toEqual(schema.parse({ ...sent, version: '1.0' }));
		expect(plainFeedback({ text: 'Faster now' }, context)).toMatchObject({ id: 'given', ownId: false, atMs: NOW });
	});

	it.each([
		null,
		[],
		'x',
		{ scale: 'nps', score: 11 },
		{ text: '' },
		{ text: 'x', extra: 1 },
		{ text: 'x', __proto__: null, id: '' }
	])('leaves %j to the schema', (value) => expect(plainFeedback(value, context)).toBeNull());
});
