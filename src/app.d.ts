import type { IncomingMessage } from 'node:http';
import type { Identity } from '#lib/server/access/identity.ts';
import type { Parts } from '#lib/server/compose.ts';
import type { Product } from '#lib/domain/product.ts';

declare global {
	namespace App {
		// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- Kit merges its own with it
		interface Locals {
			parts: Parts;
			identity: Identity;
			/** The product the request names, when the gate let the identity reach it. */
			product: Product | null;
			/** Why the gate let nobody reach it: then there is only an error to show. */
			refused: 403 | 404 | 422 | null;
			theme: 'light' | 'dark' | null;
		}
		// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- Kit merges its own with it
		interface Platform {
			/** What the built server answers; the development server tells none. */
			req?: IncomingMessage;
		}
	}
}
export {};
