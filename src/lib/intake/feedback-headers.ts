import { words, type FieldHeaders } from './header-words.ts';

/**
 * The names by which the columns of exports are known, the surest first: English, Chinese, Japanese, Korean, German,
 * French, Spanish, Portuguese, Italian, Russian. `title` is no field of feedback: it becomes the first line of the text.
 */
export const FEEDBACK_HEADERS: FieldHeaders = {
	id: words(`
		id review_id reviewid response_id feedback_id comment_id tweet_id ticket_id post_id message_id answer_id
		submission_id survey_id uuid guid 编号 评论id 评论编号 序号id
	`),
	at: words(`
		at timestamp datetime date_time created_at createdat submitted_at posted_at answered_at review_date
		review_time reviewed_at submission_date created created_date created_time date_created date time posted
		posted_on submitted published_at updated_at tweet_created unixreviewtime 发表时间 评论时间 时间 日期 创建时间 提交时间 发布时间
		评价时间 評論時間 時間 日時 投稿日 投稿日時 作成日時 날짜 작성일 시간 datum zeitpunkt erstellt_am erstellt fecha fecha_y_hora hora
		creado date_de_création horodatage data data_e_hora data_hora дата время дата_и_время создано
	`),
	scale: words('scale 量表'),
	score: words(`
		score rating stars star_rating review_rating nps nps_score csat csat_score ces ces_score thumbs overall
		overall_rating grade satisfaction sentiment vote recommended 评级 评分 星级 分数 打分 得分 评价 满意度 評分 評価 評点 星 평점 별점 점수
		bewertung sterne note punktzahl étoiles évaluation puntuación puntuacion calificación calificacion
		valoración valoracion estrellas nota avaliação avaliacao estrelas classificação valutazione punteggio
		stelle voto оценка рейтинг балл
	`),
	title: words(`
		title subject headline review_title summary 标题 評論標題 標題 主题 タイトル 件名 제목 titel betreff überschrift titre
		objet título titulo asunto assunto titolo oggetto заголовок тема
	`),
	text: words(`
		text content review comment comments review_description review_text review_content review_body body
		message feedback description answer verbatim opinion response tweet full_text 内容 评论内容 评论 评价内容 反馈 反馈内容 正文
		留言 意见 評論 內容 コメント レビュー 本文 내용 리뷰 댓글 의견 kommentar kommentare rezension bewertungstext anmerkung anmerkungen bemerkung
		nachricht inhalt commentaire commentaires avis texte contenu comentario comentarios reseña resena texto mensaje comentário comentários
		mensagem conteúdo commento recensione testo messaggio текст отзыв комментарий сообщение
	`),
	version: words(`
		version app_version appversion app_version_name review_created_version reviewcreatedversion release build
		版本 版本号 应用版本 app版本 軟體版本 バージョン 버전 versión versao versão versione версия
	`),
	channel: words(`
		channel source platform store app_store medium origin device_type os 渠道 来源 平台 应用商店 管道 來源 チャネル プラットフォーム 채널
		플랫폼 kanal quelle plattform canal plateforme plataforma origen fuente origem fonte canale piattaforma
		канал источник платформа
	`),
	customer: words(`
		customer customer_id customerid user_id userid reviewer_id reviewerid author_id respondent_id contact_id
		account_id user username user_name author author_name reviewer reviewer_name reviewername nickname handle
		email e_mail email_address customer_email respondent 作者 用户 用户名 用户id 昵称 客户 客户id 评论者 邮箱 用戶 暱稱 ユーザー ユーザー名
		投稿者 顧客 사용자 작성자 닉네임 kunde kundennummer kundennr kunden_nr kunden_id benutzer benutzername autor verfasser auteur client utilisateur
		usuario cliente nombre_de_usuario usuário utente autore пользователь автор клиент name
	`),
	lang: words(
		'lang language locale language_code review_language 语言 語言 言語 언어 sprache langue idioma lingua язык'
	)
};
