import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImportSession } from '../../src/routes/p/[slug]/import/import-session.svelte.ts';
import type { FromWorker, ProposalView, ToWorker } from '../../src/routes/p/[slug]/import/worker-messages.ts';

/** A worker that says what it is told to. */
class FakeWorker {
	static newest: FakeWorker;
	onmessage: ((event: { data: FromWorker }) => void) | null = null;
	readonly heard: ToWorker[] = [];
	constructor() {
		FakeWorker.newest = this;
	}
	postMessage(message: ToWorker) {
		this.heard.push(message);
	}
	terminate() {}
	say(data: FromWorker) {
		this.onmessage?.({ data });
	}
}

describe('ImportSession', () => {
	beforeEach(() => void vi.stubGlobal('Worker', FakeWorker));
	afterEach(() => void vi.unstubAllGlobals());

	it('reads in the time zone of now', () => {
		let zone = 'UTC';
		const session = new ImportSession({ product: 'app', zone: () => zone, saved: () => [] }, () => {});
		session.open(new File(['at\n'], 'a.csv'));
		zone = 'Asia/Shanghai';
		session.startOver({});
		expect(FakeWorker.newest.heard).toMatchObject([{ zone: 'UTC' }, { zone: 'Asia/Shanghai' }]);
	});
	it('tells that a run ended when it broke off: rows may have landed', () => {
		const onEnded = vi.fn();
		const session = new ImportSession({ product: 'app', zone: () => 'UTC', saved: () => [] }, onEnded);
		session.open(new File(['at\n'], 'a.csv'));
		session.start();
		FakeWorker.newest.say({ tell: 'trouble', code: 'unexpected', params: { reason: 'The file is gone.' } });
		expect(session.stage).toMatchObject({ is: 'trouble', name: 'a.csv' });
		expect(onEnded).toHaveBeenCalledOnce();
	});

	it('takes no proposal that answers what was asked before the newest change', () => {
		const session = new ImportSession({ product: 'app', zone: () => 'UTC', saved: () => [] }, () => {});
		session.open(new File(['at\n'], 'a.csv'));
		const view: ProposalView = {
			...{ kind: 'feedback', answers: {}, columns: [], fields: {}, ignored: [], questions: [], notes: [] },
			...{ isReady: false, preview: [] },
			file: { format: 'CSV', encoding: 'utf-8', isEncodingGuessed: false, sheets: [], sheet: null }
		};
		const propose = (turn: number, zone: string) =>
			FakeWorker.newest.say({ tell: 'proposal', turn, view, decided: { zone }, isSaved: false });
		propose(1, 'UTC');
		session.change({ dayOrder: 'day-month' });
		session.change({ dayOrder: 'month-day' });
		expect(session.answers).toMatchObject({ zone: 'UTC', dayOrder: 'month-day' });
		// To the first of the two, on its way when the second was made.
		propose(2, 'Asia/Tokyo');
		session.change({ scale: 'stars' });
		expect(FakeWorker.newest.heard.at(-1)).toMatchObject({
			turn: 4,
			answers: { zone: 'UTC', dayOrder: 'month-day', scale: 'stars' }
		});
	});
});
