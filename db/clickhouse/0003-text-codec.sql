-- A search looks at every text: LZ4 gives them back in half the time that ZSTD takes, for a quarter more disk.
ALTER TABLE feedback MODIFY COLUMN text String CODEC(LZ4);
