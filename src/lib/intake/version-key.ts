/**
 * What two spellings of one version have in common: `v4.2`, `4.2 ` and `Version 4.2` are one, `4.2 (118)`, `4.2+118`
 * and `4.2 build 118` are another.
 */
export const versionKey = (version: string): string =>
	version
		.trim()
		.toLowerCase()
		.replace(/^(?:version|ver|v|版本)[.\s]*(?=\d)/, '')
		.replace(/\s*(?:\(|\+|\bbuild\s|\bb(?=\d))\s*(\w+)\)?$/, '+$1')
		.replaceAll(/\s+/g, ' ');
