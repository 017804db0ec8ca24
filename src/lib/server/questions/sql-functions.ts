/*
 * The functions that analysts' statements may use: each is a function of its arguments and of the clock, reads nothing
 * else, names nothing of the server, and takes time in proportion to its arguments. What is missing here is refused;
 * docs/sql.md says so by kinds.
 */

const names = (text: string): string[] => text.trim().toLowerCase().split(/\s+/);

/** How the parser writes operators and forms of SQL, too. */
const SCALAR = names(`
	and or not xor equals notequals less greater lessorequals greaterorequals isnull isnotnull isnotdistinctfrom isdistinctfrom
	isnullable iszeroornull in notin nullin notnullin exists if multiif casewithexpression casewithexpr casewithoutexpression
	casewithoutexpr transform lambda tuple array map _cast cast accuratecast accuratecastornull like notlike ilike notilike
	match singlevalueornull between

	plus minus multiply divide divideornull intdiv intdivorzero intdivornull modulo mod moduloorzero moduloornull positivemodulo
	positive_modulo pmod negate abs sign gcd lcm max2 min2 midpoint avg2 isfinite isinfinite isnan ifnotfinite greatest least clamp
	round roundbankers rounddown roundtoexp2 roundduration roundage floor ceil ceiling trunc truncate e pi exp exp2 exp10 log ln
	log2 log10 log1p sqrt cbrt pow power erf erfc lgamma tgamma sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh
	hypot degrees radians sigmoid widthbucket width_bucket proportionsztest minsamplesizeconversion minsamplesizecontinuous
	bitand bitor bitxor bitnot bitshiftleft bitshiftright bitcount bittest bittestany bittestall bitpositionstoarray
	bitmapbuild bitmaptoarray bitmapcardinality bitmapcontains bitmaphasany bitmaphasall bitmapand bitmapor bitmapxor bitmapandnot
	bitmapandcardinality bitmaporcardinality bitmapxorcardinality bitmapandnotcardinality

	assumenotnull coalesce firstnondefault ifnull nullif tonullable identity ignore totypename isconstant

	empty notempty length char_length character_length octet_length lengthutf8 lower upper lcase ucase lowerutf8 upperutf8
	casefoldutf8 reverse reverseutf8 concat concatwithseparator concat_ws substring substr mid byteslice substringutf8
	substringindex substring_index substringindexutf8 left right leftutf8 rightutf8 leftpad rightpad lpad rpad leftpadutf8
	rightpadutf8 repeat space trim trimboth trimleft trimright ltrim rtrim startswith endswith startswithutf8 endswithutf8
	startswithcaseinsensitive endswithcaseinsensitive startswithcaseinsensitiveutf8 endswithcaseinsensitiveutf8 initcap
	initcaputf8 ascii char hex unhex bin base64encode base64decode trybase64decode tovalidutf8 isvalidutf8 isvalidascii
	normalizeutf8nfc normalizeutf8nfd normalizeutf8nfkc normalizeutf8nfkd removediacriticsutf8 soundex firstline
	decodehtmlcomponent extracttextfromhtml stringjaccardindex stringjaccardindexutf8 jarosimilarity jarowinklersimilarity
	ngramdistance ngramdistanceutf8 ngramdistancecaseinsensitive ngramsearch ngramsearchutf8 ngramsearchcaseinsensitive
	replaceall replace replaceone replaceregexpall replaceregexpone regexp_replace regexpquotemeta translate translateutf8 format
	overlay overlayutf8 position locate instr positioncaseinsensitive positionutf8 positioncaseinsensitiveutf8
	multisearchany multisearchanycaseinsensitive multisearchanyutf8 multisearchanycaseinsensitiveutf8 multisearchfirstindex
	multisearchfirstindexcaseinsensitive multisearchfirstposition multisearchfirstpositioncaseinsensitive multisearchallpositions
	extract extractall extractgroups extractallgroups extractallgroupshorizontal extractallgroupsvertical regexpextract
	regexp_extract regexp_substr regexpposition countmatches countmatchescaseinsensitive countsubstrings
	countsubstringscaseinsensitive countsubstringscaseinsensitiveutf8 hastoken hastokencaseinsensitive hassubsequence
	hassubsequencecaseinsensitive hassubsequenceutf8 splitbychar splitbystring splitbyregexp splitbywhitespace splitbynonalpha
	alphatokens splitbyalpha tokens ngrams arraystringconcat array_to_string bar formatreadablesize formatreadabledecimalsize
	formatreadablequantity formatreadabletimedelta tostring tofixedstring tostringcuttozero todecimalstring comparesubstrings
	countdigits naturalsortkey

	md5 sha1 sha224 sha256 sha512 cityhash64 farmhash64 halfmd5 siphash64 siphash128 xxhash32 xxhash64 xxh3 murmurhash2_32
	murmurhash2_64 murmurhash3_32 murmurhash3_64 murmurhash3_128 inthash32 inthash64 crc32 javahash jumpconsistenthash
	ngramsimhash ngramsimhashutf8 wordshinglesimhash wordshinglesimhashutf8 bithammingdistance tuplehammingdistance
	rand rand32 rand64 randcanonical

	today curdate current_date yesterday now now64 current_timestamp localtimestamp utctimestamp utc_timestamp timestamp date
	todate todate32 todatetime todatetime32 todatetime64 todateornull todateorzero todate32ornull todatetimeornull
	todatetimeorzero todatetime64ornull todatetime64orzero totime tounixtimestamp tounixtimestamp64milli tounixtimestamp64micro
	tounixtimestamp64second fromunixtimestamp from_unixtime fromunixtimestamp64milli fromunixtimestamp64micro
	fromunixtimestamp64second makedate makedate32 makedatetime makedatetime64 parsedatetime parsedatetimeornull
	parsedatetimeorzero parsedatetimebesteffort parsedatetimebesteffortornull parsedatetimebesteffortorzero
	parsedatetime64besteffort parsedatetime64besteffortornull parsedatetime32besteffort parsedatetime32besteffortornull
	str_to_date totimezone timezoneof timezoneoffset toutctimestamp to_utc_timestamp fromutctimestamp from_utc_timestamp
	toyear toquarter tomonth todayofyear todayofmonth todayofweek toweek toisoweek toisoyear toyearweek tohour tominute tosecond
	tomillisecond year quarter month day dayofmonth dayofweek dayofyear hour minute second week yearweek tomonday todaysinmonth
	tolastdayofmonth last_day tolastdayofweek tostartofyear tostartofisoyear tostartofquarter tostartofmonth tostartofweek
	tostartofday tostartofhour tostartofminute tostartofsecond tostartofmillisecond tostartoffiveminutes tostartoffiveminute
	tostartoftenminutes tostartoffifteenminutes tostartofinterval time_bucket date_bin timeslot timeslots
	toyyyymm toyyyymmdd toyyyymmddhhmmss yyyymmddtodate torelativeyearnum torelativequarternum torelativemonthnum
	torelativeweeknum torelativedaynum torelativehournum torelativeminutenum torelativesecondnum todayssinceyearzero to_days
	datetrunc date_trunc datename monthname datediff date_diff timestamp_diff timestampdiff age dateadd datesub adddate subdate
	date_add date_sub timestampadd timestamp_add addyears addquarters addmonths addweeks adddays addhours addminutes addseconds
	addmilliseconds addinterval subtractyears subtractquarters subtractmonths subtractweeks subtractdays subtracthours
	subtractminutes subtractseconds subtractmilliseconds subtractinterval changeyear changemonth changeday changehour changeminute
	changesecond timediff formatdatetime date_format formatdatetimeinjodasyntax tointervalyear tointervalquarter tointervalmonth
	tointervalweek tointervalday tointervalhour tointervalminute tointervalsecond tointervalmillisecond tointerval
	tumble tumblestart tumbleend hop hopstart hopend

	touint8 touint16 touint32 touint64 touint128 touint256 toint8 toint16 toint32 toint64 toint128 toint256 tofloat32 tofloat64
	touint8orzero touint16orzero touint32orzero touint64orzero toint8orzero toint16orzero toint32orzero toint64orzero
	tofloat32orzero tofloat64orzero touint8ornull touint16ornull touint32ornull touint64ornull toint8ornull toint16ornull
	toint32ornull toint64ornull tofloat32ornull tofloat64ornull touint8ordefault touint16ordefault touint32ordefault
	touint64ordefault toint8ordefault toint16ordefault toint32ordefault toint64ordefault tofloat32ordefault tofloat64ordefault
	todecimal32 todecimal64 todecimal128 todecimal256 todecimal32ornull todecimal64ornull todecimal128ornull todecimal32orzero
	todecimal64orzero todecimal128orzero tobool tolowcardinality touuid touuidornull touuidorzero toipv4 toipv6 toipv4ornull
	toipv6ornull isipv4string isipv6string

	arrayall arrayavg arraycompact arrayconcat arraycount arraycumsum arraycumsumnonnegative arraydifference arraydistinct
	arraydotproduct arrayelement arrayelementornull arrayenumerate arrayenumeratedense arrayenumerateuniq arrayexcept arrayexists
	arrayfill arrayfilter arrayfirst arrayfirstindex arrayfirstornull arrayflatten flatten arrayintersect arrayjaccardindex
	arrayjoin unnest arraylast arraylastindex arraylastornull arraymap arraymax arraymin arraypartialsort arraypartialreversesort
	arraypopback arraypopfront arrayproduct arraypushback arraypushfront arrayremove arrayresize arrayreverse arrayreversefill
	arrayreversesort arrayreversesplit arrayrotateleft arrayrotateright arrayshiftleft arrayshiftright arrayshingles arrayslice
	arraysort arraysplit arraysum arraysymmetricdifference arrayunion arrayuniq arraywithconstant arrayzip arrayzipunaligned
	arrayaucpr arrayrocauc arrayauc arraynormalizedgini countequal has hasall hasany hassubstr indexof indexofassumesorted range
	emptyarraystring emptyarraydate emptyarraydatetime emptyarrayfloat64 emptyarrayint64 emptyarrayuint64

	mapkeys mapvalues mapcontains mapcontainskey mapcontainsvalue mapcontainskeylike mapfilter mapapply mapexists mapall mapadd
	mapsubtract mapupdate mapconcat mapfromarrays mapsort mapreversesort mapextractkeylike extractkeyvaluepairs str_to_map
	mapfromstring

	tupleelement untuple tupleconcat tupleplus tupleminus tuplemultiply tupledivide tuplenegate tuplemultiplybynumber
	tupledividebynumber dotproduct scalarproduct l1norm l2norm l1distance l2distance cosinedistance

	jsonhas jsonlength jsontype jsonextract jsonextractstring jsonextractint jsonextractuint jsonextractfloat jsonextractbool
	jsonextractraw jsonextractarrayraw jsonextractkeys jsonextractkeysandvalues jsonextractkeysandvaluesraw json_value json_query
	json_exists isvalidjson simplejsonextractstring simplejsonextractint simplejsonextractuint simplejsonextractfloat
	simplejsonextractbool simplejsonextractraw simplejsonhas visitparamextractstring visitparamextractint tojsonstring
	json_array_length jsonarraylength

	domain domainwithoutwww topleveldomain firstsignificantsubdomain protocol path pathfull querystring fragment port
	cutquerystring cutfragment cutquerystringandfragment cutwww extracturlparameter extracturlparameters
	extracturlparameternames cuturlparameter decodeurlcomponent encodeurlcomponent urlhierarchy urlpathhierarchy

	grouping
`);

const AGGREGATE = names(`
	count countdistinct any any_value anyvalue first_value last_value anylast anyheavy min max sum sumwithoverflow sumkahan avg avgweighted
	sumcount argmin argmax min_by max_by argandmin argandmax uniq uniqexact uniqcombined uniqcombined64 uniqhll12 uniqupto
	any_respect_nulls anylast_respect_nulls first_value_respect_nulls last_value_respect_nulls
	grouparray array_agg grouparraylast groupuniqarray grouparraysorted grouparraysample grouparraymovingsum grouparraymovingavg
	grouparrayintersect array_concat_agg groupconcat group_concat string_agg
	groupbitand groupbitor groupbitxor bit_and bit_or bit_xor groupbitmap groupbitmapand groupbitmapor groupbitmapxor
	median medianexact medianexactlow medianexacthigh mediantdigest mediantiming medianexactweighted medianinterpolatedweighted
	medianbfloat16 mediandd mediandeterministic mediangk quantile quantiles quantileexact quantilesexact quantileexactlow
	quantilesexactlow quantileexacthigh quantilesexacthigh quantileexactexclusive quantilesexactexclusive
	quantileexactinclusive quantilesexactinclusive quantileexactweighted quantilesexactweighted quantileinterpolatedweighted
	quantilesinterpolatedweighted quantiletdigest quantilestdigest quantiletdigestweighted quantilestdigestweighted
	quantiletiming quantilestiming quantiletimingweighted quantilestimingweighted quantiledeterministic quantilesdeterministic
	quantilebfloat16 quantilesbfloat16 quantiledd quantilesdd quantilegk quantilesgk
	stddevpop stddevsamp varpop varsamp stddevpopstable stddevsampstable varpopstable varsampstable stddev_pop stddev_samp
	std stddev var_pop var_samp covarpop covarsamp covar_pop covar_samp corr corrstable skewpop skewsamp kurtpop kurtsamp
	entropy cramersv cramersvbiascorrected theilsu contingency rankcorr
	studentttest studentttestonesample welchttest mannwhitneyutest kolmogorovsmirnovtest meanztest analysisofvariance anova
	simplelinearregression histogram sparkbar topk topkweighted approx_top_k approx_top_count approx_top_sum
	deltasum deltasumtimestamp boundingratio maxintersections maxintersectionsposition intervallengthsum
	exponentialmovingaverage exponentialtimedecayedavg exponentialtimedecayedsum exponentialtimedecayedcount
	exponentialtimedecayedmax nonnegativederivative largesttrianglethreebuckets lttb
	windowfunnel retention sequencematch sequencecount sequencematchevents
	rank dense_rank denserank percent_rank percentrank cume_dist row_number ntile lag lead laginframe leadinframe nth_value
	summap minmap maxmap summapwithoverflow summapfiltered
`);

const KNOWN = new Set([...SCALAR, ...AGGREGATE]);
const AGGREGATES = new Set(AGGREGATE);

/** How an aggregate function is made into another one. */
const COMBINATOR =
	/(?:simplestate|mergestate|state|merge|ordefault|ornull|distinct|resample|foreach|argmin|argmax|array|map|if)$/;

function isCombined(name: string): boolean {
	for (let rest = name; COMBINATOR.test(rest);) {
		rest = rest.replace(COMBINATOR, '');
		if (AGGREGATES.has(rest)) return true;
	}
	return false;
}

/** Whether a statement may call a function of this name. */
export const isAllowedFunction = (name: string): boolean => {
	const small = name.toLowerCase();
	return KNOWN.has(small) || isCombined(small);
};

/** What may stand in the place of a table: rows of numbers, which `max_rows_to_read` counts like any others. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['numbers', 'generateseries', 'generate_series']);

/** Their last argument names a type. */
export const TAKES_TYPE: ReadonlySet<string> = new Set([
	'cast',
	'_cast',
	'accuratecast',
	'accuratecastornull',
	'jsonextract'
]);

const TYPES = new Set(
	names(`
	string fixedstring bool uint8 uint16 uint32 uint64 uint128 uint256 int8 int16 int32 int64 int128 int256 float32 float64
	decimal decimal32 decimal64 decimal128 decimal256 date date32 datetime datetime64 uuid ipv4 ipv6 enum enum8 enum16 array
	tuple map nullable lowcardinality text varchar char integer int bigint smallint tinyint float double real boolean numeric
	timestamp signed unsigned double_precision
`)
);

/** Whether a type holds plain values: a state of a function, made of bytes that somebody wrote, could break the engine. */
export function isPlainType(type: string): boolean {
	const words = type.replaceAll(/'(?:[^'\\]|\\.)*'/gs, '').match(/[A-Za-z_]\w*/g) ?? [];
	return words.length > 0 && words.every((word) => TYPES.has(word.toLowerCase()));
}
