/**
 * The topics of the sample and the terms they are told by, in English and Chinese as in the reviews.
 * @type {readonly Readonly<{ topic: string, terms: readonly RegExp[] }>[]}
 */
const WORDED = [
	{
		topic: 'redesign',
		terms: [
			/\bre-?design/i,
			/\b(new|old|previous|recent) (look|layout|ui|interface|design|format|style)/i,
			/\b(look|looks|layout|ui|interface|design|buttons?|icons?|toolbar|bottom|rounded|ugly|dark (mode|theme))\b/i,
			/\b(go|going|change|changed|bring|switch|put) (it )?back\b/i,
			/界面|设计|改版|旧版|新版|底部/
		]
	},
	{
		topic: 'tabs',
		terms: [/\btabs?\b/i, /\bgroup(s|ed|ing)?\b/i, /\bswip(e|es|ing)\b/i, /\bincognito\b/i, /标签|无痕/]
	},
	{
		topic: 'sync',
		terms: [
			/\bsync/i,
			/\b(sign|log)(s|ged|ging|ing|ed)?[ -]?(in|out|on)\b/i,
			/\bacc?ounts?\b/i,
			/\bdevices?\b/i,
			/同步|登录|登陆|账号|帐号/
		]
	},
	{
		topic: 'passwords',
		terms: [
			/\bpass ?words?\b/i,
			/\bauto-?fill/i,
			/\b(face|touch) ?id\b/i,
			/\bcredit cards?\b/i,
			/\bkey ?chain\b/i,
			/密码|自动填充/
		]
	},
	{
		topic: 'crash',
		terms: [
			/\bcrash/i,
			/\b(freez|froze|hang|stuck|lag)/i,
			/\b(slow|slower|slowly|sluggish)\b/i,
			/\b(won['’]?t|doesn['’]?t|not|never|can['’]?t|cannot|isn['’]?t|stopped|stops) (open|load|work|respond)/i,
			/\b(glitch|bugs?\b|buggy|error|(black|white|blank) (screen|page))/i,
			/\b(closes|closing|shuts?|quits?) (down|itself|out|on me|off|by)/i,
			/\b(battery|memory|overheat)/i,
			/崩溃|闪退|卡|打不开|慢|死机|白屏/
		]
	},
	{ topic: 'translate', terms: [/\btranslat/i, /\blanguages?\b/i, /翻译/] },
	{
		topic: 'bookmarks',
		terms: [/\bbook ?marks?/i, /\bfavou?rites?\b/i, /\breading list/i, /\bhistory\b/i, /书签|收藏|历史/]
	},
	{
		topic: 'downloads',
		terms: [
			/\bdownload(s|ed|ing)? (files?|pdfs?|videos?|images?|pictures?|music|manager|folder)/i,
			/\b(pdfs?|files?|attachments?|upload\w*|print\w*)\b/i,
			/\bsav(e|ing) (images?|pictures?|photos?|files?)/i,
			/下载/
		]
	},
	{
		topic: 'ads',
		terms: [
			/\b(ads?|adverts?|advertis\w+|pop[ -]?ups?|ad ?block\w*)\b/i,
			/\b(privacy|private|track(s|ed|ing|ers?)?|spy\w*|spam|cookies?)\b/i,
			/广告|隐私|弹窗/
		]
	},
	{
		topic: 'search',
		terms: [
			/\bsearch/i,
			/\b(address|url|omni) ?(bar|box)\b/i,
			/\b(results?|keyboard|voice|articles?|news|suggest\w*)\b/i,
			/搜索|地址栏|键盘/
		]
	}
];

/** With four or five stars and nothing of the above, an answer that says one of these is praise. */
const PRAISE =
	/\b(love|loving|great|good|best|excellent|awesome|amazing|perfect|nice|easy|fast|thank|helpful|useful|wonderful|fantastic|reliable|works|like|happy)\b|好|不错|喜欢|棒|赞/i;

/** Every topic; the figures name one by its place here. */
export const TOPICS = [...WORDED.map(({ topic }) => topic), 'praise', 'other'];

/**
 * The topic with the most terms in the text; of equals, the one that stands first.
 * @param {string} text
 * @param {number} stars
 */
export function topicOf(text, stars) {
	let found = stars >= 4 && PRAISE.test(text) ? 'praise' : 'other';
	let most = 0;
	for (const { topic, terms } of WORDED) {
		const hits = terms.filter((term) => term.test(text)).length;
		if (hits > most) {
			found = topic;
			most = hits;
		}
	}
	return found;
}
