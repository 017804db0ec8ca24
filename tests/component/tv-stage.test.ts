import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import TvStage from './TvStage.svelte';

it('says from afar what became of the connection, and keeps the picture', async () => {
	const screen = await render(TvStage, { link: { kind: 'live' } });
	const status = screen.getByRole('status');
	await expect.element(screen.getByRole('contentinfo')).toHaveTextContent(/^Live/);
	await expect.element(status).toBeEmptyDOMElement();

	await screen.rerender({ link: { kind: 'reconnecting' } });
	await expect.element(status).toHaveTextContent('Reconnecting. The last picture stays.');
	await expect.element(screen.getByRole('contentinfo')).not.toHaveTextContent('Live');
	await screen.rerender({ link: { kind: 'stale', ageMs: 16 * 60_000 } });
	await expect.element(status).toHaveTextContent(/^No connection for 16 min/);
	await expect.element(screen.getByRole('main')).toHaveClass('old');
	await screen.rerender({ link: { kind: 'refused' } });
	await expect.element(status).toHaveTextContent('This screen is signed out.');
	const signIn = screen.getByRole('link', { name: 'Sign in on this screen' });
	await expect.element(signIn).toHaveAttribute('href', '/signin?next=%2Fp%2Fnight%2Ftv');
	await expect.element(signIn).toHaveFocus();
	await expect.element(screen.getByRole('heading', { name: 'The last picture' })).toBeVisible();

	await screen.rerender({ link: { kind: 'live' }, isHeld: true });
	await expect.element(status).toBeEmptyDOMElement();
	await expect.element(screen.getByRole('contentinfo')).toHaveTextContent(/Held/);
	await expect.element(screen.getByRole('img', { name: 'Page 2 of 3' })).toBeVisible();
});
