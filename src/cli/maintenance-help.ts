export const BACKUP_HELP = `Writes everything there is into a new folder, while the server runs, and reads it again.

  upshot backup DIR [--url URL]

What was acknowledged before it began is in it. Every file is gzipped and has its number of rows and its SHA-256 in
manifest.json. The folder holds people's words and the hashes of their passwords: keep it as safe as the server.

Environment
  UPSHOT_URL      the server, default http://localhost:3000
  UPSHOT_API_KEY  the master key; required

Exit codes
  0 done and verified · 2 bad usage · 3 the server refused, could not be reached or broke off
`;

const STOPPED = `Environment
  as the server's: UPSHOT_DATA_DIR, or CLICKHOUSE_URL and DATABASE_URL`;

export const RESTORE_HELP = `Puts a backup into empty databases, while no server runs.

  upshot restore DIR

The backup is read and compared with its manifest first. The databases may be embedded or servers of your own,
whichever the backup came from.

${STOPPED}

Exit codes
  0 done · 2 bad usage, a damaged backup or databases that are not empty · 3 the databases cannot be used
`;

export const DOCTOR_HELP = `Looks whether all is well, while no server runs: versions, rows against their rollups, rows without a product,
disk, clocks. It changes nothing and says what to do.

  upshot doctor

${STOPPED}

Exit codes
  0 all is well · 1 something needs a hand · 2 bad usage · 3 the databases cannot be used
`;
