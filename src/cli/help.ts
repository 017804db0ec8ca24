/** Environment, exit codes and what both commands share. */
const ENVIRONMENT = `Environment
  UPSHOT_URL      the server, default http://localhost:3000
  UPSHOT_API_KEY  a key of the product, or the master key; required

Exit codes
  0 done · 1 done with rejected rows · 2 bad usage · 3 the server refused or could not be reached`;

export const HELP = `Upshot, from the command line. It talks to a running server; restore and doctor need it stopped.

  upshot import feedback FILE --product SLUG   sends the feedback of a CSV, TSV, JSON, NDJSON or XLSX file
  upshot import events FILE --product SLUG     sends what customers did
  upshot import releases FILE --product SLUG   sends a list of releases
  upshot release VERSION --product SLUG        adds one release
  upshot dashboard export|import …             writes dashboards to a file, or puts them from one
  upshot backup DIR                            writes everything there is into a new folder
  upshot restore DIR                           puts a backup into empty databases
  upshot doctor                                looks whether all is well

Each has its own --help.

${ENVIRONMENT}
`;

export const IMPORT_HELP = `Sends the rows of a CSV, TSV, JSON, NDJSON or XLSX file to Upshot.

  upshot import feedback|events|releases FILE --product SLUG [options]

It looks at the file and proposes everything: encoding, separator, header, which column is what, the scale, how dates
are written. Before anything is sent you see that, and three rows. What the file does not decide it asks; with --yes
it takes a default and says which. Importing a file again, or a newer export of it, adds nothing twice.

Options
  --map FIELD=COLUMN    fills a field from a column; --map FIELD= leaves the field out
  --set FIELD=VALUE     gives every row the same value, such as --set channel=mail
  --set scale=SCALE     nps, csat, ces, stars or thumbs; stars:rounded rounds halves up, csat:-1..1 spreads numbers
                        from -1 to 1; what was written is then kept under attributes.rating
  --zone ZONE           for times without a zone; default: the product's
  --date-format dmy|mdy for dates like 05-07-2023 where the file does not tell
  --encoding NAME       where the encoding is found wrong, such as gb18030 or windows-1252
  --sheet NAME          of a workbook, instead of the one with the most rows
  --yes                 does not ask, and takes each default
  --dry-run             checks every row and sends nothing
  --rejects FILE        writes each rejected row's line and reasons as CSV
  --json                prints one JSON object at the end and nothing else
  --url URL             the server, instead of UPSHOT_URL

Fields
  feedback  at, score, text (one of both is needed), scale, title (the text's first line), version, channel,
            customer, lang, id, attributes.NAME
  events    at, name (else the file's name), value, customer, version, id, attributes.NAME
  releases  version, at, title, notes, url, assignment, rollout

Examples
  upshot import feedback reviews.csv --product chrome
  upshot import feedback reviews.xlsx --product chrome --map score=rating --map text=content --yes
  upshot import feedback survey.tsv --product shop --set scale=nps --map attributes.plan=Plan --zone Europe/Berlin
  upshot import events clicks.csv --product shop --set name=checkout --yes
  upshot import releases releases.csv --product chrome --yes

${ENVIRONMENT}
`;

export const RELEASE_HELP = `Adds a release, or updates it when the version is known.

  upshot release VERSION --product SLUG [options]

Options
  --at TIME             when it reached customers: 2026-01-31, 2026-01-31 10:00 (in the product's zone) or
                        2026-01-31T10:00:00Z; default: now
  --zone ZONE           for a time without a zone, instead of the product's
  --title TITLE
  --notes-file FILE     release notes; - reads the standard input
  --url URL             the release's own page (not the server)
  --server URL          the server, instead of UPSHOT_URL

Examples
  upshot release 2.4.0 --product shop --url https://example.com/releases/2.4.0
  git log -1 --format=%B | upshot release 2.4.1 --product shop --notes-file -

${ENVIRONMENT}
`;

export const DASHBOARD_HELP = `Dashboards as one readable JSON file, for a git repository.

  upshot dashboard export [SLUG…] --product SLUG [--out FILE]
  upshot dashboard import FILE --product SLUG

Without a slug all are exported; without --out the file is printed. An import makes what is missing and replaces what is
different, by slug; what is as the file has it is left alone, and what the file does not name stays. FILE may be -.

Options
  --out FILE            writes the file instead of printing it
  --url URL             the server, instead of UPSHOT_URL

Examples
  upshot dashboard export --product shop --out dashboards.json
  upshot dashboard import dashboards.json --product shop

${ENVIRONMENT}
`;
