/** The languages in which every word exists. */
export type Locale = 'en' | 'zh-CN';
