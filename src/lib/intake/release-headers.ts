import { words, type FieldHeaders } from './header-words.ts';

/** The names by which the columns of release lists are known, the surest first. */
export const RELEASE_HEADERS: FieldHeaders = {
	version: words(`
		version tag_name tag version_name version_number release_version app_version build name 版本 版本号 版本名称 版本號
		バージョン 버전 versión versão versione версия
	`),
	at: words(`
		at released_at released release_date released_on published_at publish_date published date timestamp time
		created_at 发布日期 发布时间 更新时间 更新日期 上线时间 日期 时间 發布日期 リリース日 公開日 日付 출시일 날짜 datum veröffentlicht erscheinungsdatum
		date_de_sortie date_de_publication fecha fecha_de_lanzamiento data data_de_lançamento data_di_rilascio
		дата дата_выпуска
	`),
	title: words('title name headline 标题 標題 タイトル 제목 titel titre título titolo заголовок'),
	notes: words(`
		notes release_notes releasenotes changelog change_log changes release body description whats_new
		what's_new content text 更新内容 更新说明 版本说明 发布说明 更新日志 说明 内容 更新內容 リリースノート 更新内容 릴리스_노트 변경_사항 änderungen
		versionshinweise beschreibung notes_de_version nouveautés notas novedades novidades note note_di_rilascio
		novità примечания описание изменения
	`),
	url: words('url html_url link href 链接 網址 リンク 링크 enlace lien ссылка'),
	assignment: words('assignment'),
	rollout: words('rollout')
};
