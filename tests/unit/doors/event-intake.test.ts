import { describe, expect, it } from 'vitest';
import { createEventIntake } from '../../../src/lib/server/doors/event-intake.ts';

/** An intake whose clock stands, and events that stay under way until they are let go. */
function createFixture({ hasRoom = () => Promise.resolve() } = {}) {
	const clock = { nowMs: 0 };
	const intake = createEventIntake({ hasRoom }, () => clock.nowMs);
	const begun: string[] = [];
	const letGo = new Map<string, () => void>();
	const take = (name: string, label = name) =>
		intake.take(name, () => {
			begun.push(label);
			return new Promise<void>((resolve) => letGo.set(label, resolve));
		});
	return { clock, intake, begun, take, end: (label: string) => letGo.get(label)?.() };
}

/** Every promise that is settled has told its followers. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('take', () => {
	it('has eight events of a connection under way, and the next when one ends', async () => {
		const { take, begun, end } = createFixture();
		for (let index = 0; index < 10; index++) void take('panel:open', `${index}`);
		await turn();
		expect(begun).toHaveLength(8);
		end('3');
		await turn();
		expect(begun.slice(8)).toEqual(['8']);
	});

	it('keeps the order of one subject, and not of others', async () => {
		const { take, begun, end } = createFixture();
		void take('releases:open');
		void take('releases:close');
		void take('words:open');
		await turn();
		expect(begun).toEqual(['releases:open', 'words:open']);
		end('releases:open');
		await turn();
		expect(begun.at(-1)).toBe('releases:close');
	});

	it('begins nothing while earlier replies wait to be read', async () => {
		let read = () => {};
		const { take, begun } = createFixture({ hasRoom: () => new Promise((resolve) => (read = resolve)) });
		void take('panel:open');
		await turn();
		expect(begun).toEqual([]);
		read();
		await turn();
		expect(begun).toEqual(['panel:open']);
	});
});

describe('refusal', () => {
	it('lets a page of a hundred panels come back twice, then fifty a second', () => {
		const { intake, clock } = createFixture();
		const passed = () => Array.from({ length: 300 }, () => intake.refusal('panel:open')).filter((why) => why === null);
		expect(passed()).toHaveLength(250);
		expect(intake.refusal('panel:open')).toMatch(/50 panels a second/);
		clock.nowMs = 2_000;
		expect(intake.refusal('panel:close')).toBeNull();
		expect(passed()).toHaveLength(100);
	});

	it('refuses events beyond a hundred a second, and calls it a flood when they go on', () => {
		const { intake } = createFixture();
		const reasons = Array.from({ length: 2_500 }, () => intake.refusal('panel:close'));
		expect(reasons.filter((why) => why === null)).toHaveLength(500);
		expect(intake.isFlood()).toBe(false);
		intake.refusal('panel:close');
		expect(intake.isFlood()).toBe(true);
	});
});
