const SCALE = 2;
const MARGIN = 16;
const HEAD = 44;

function loaded(svg: SVGElement, { width, height }: DOMRect): Promise<HTMLImageElement> {
	const copy = svg.cloneNode(true);
	if (copy instanceof SVGElement) {
		copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
		copy.setAttribute('width', String(width));
		copy.setAttribute('height', String(height));
	}
	const image = new Image();
	return new Promise((resolve, reject) => {
		image.onload = () => resolve(image);
		image.onerror = () => reject(new Error('the picture could not be drawn'));
		image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
	});
}

/** The chart inside of a panel as a PNG with its title, in the theme of the page; `null` where it has no picture. */
export async function panelPicture(panel: Element, title: string): Promise<Blob | null> {
	const svg = panel.querySelector<SVGElement>('.canvas svg');
	if (!svg) return null;
	const box = svg.getBoundingClientRect();
	const image = await loaded(svg, box);
	const canvas = document.createElement('canvas');
	canvas.width = (box.width + 2 * MARGIN) * SCALE;
	canvas.height = (box.height + HEAD + MARGIN) * SCALE;
	const context = canvas.getContext('2d');
	if (!context) return null;
	const style = getComputedStyle(panel.querySelector('.card') ?? panel);
	context.scale(SCALE, SCALE);
	context.fillStyle = style.backgroundColor;
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.fillStyle = style.color;
	context.font = `600 15px ${style.fontFamily}`;
	context.fillText(title, MARGIN, 28, box.width);
	context.drawImage(image, MARGIN, HEAD, box.width, box.height);
	return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
