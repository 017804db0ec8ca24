import { z } from 'zod';

/** The messages are codes: the page that shows them knows the words in the reader's language. */
export const NewPerson = z.strictObject({
	name: z.string().trim().min(1, 'name-missing').max(100, 'name-long'),
	email: z.string().trim().toLowerCase().pipe(z.email('email-wrong')),
	password: z.string().min(10, 'password-short').max(200, 'password-long')
});
