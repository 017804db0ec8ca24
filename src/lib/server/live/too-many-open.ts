/** No room for one more; what is open stays so. The message is for whoever asked. */
export class TooManyOpen extends Error {}

/** @throws TooManyOpen when the product, or all of them together, already watch as much as they may */
export function checkRoom(
	open: readonly { product: { number: number } }[],
	{ number }: { number: number },
	most: { ofProduct: number; ofAll: number }
): void {
	if (open.length >= most.ofAll)
		throw new TooManyOpen('This server watches as many questions as it can. Try again later.');
	const ofProduct = open.filter(({ product }) => product.number === number).length;
	if (ofProduct >= most.ofProduct)
		throw new TooManyOpen(`A product may have ${most.ofProduct} different questions open. Close some first.`);
}
