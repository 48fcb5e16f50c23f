-- The mark that an export sets is kept by the first pass of the cron that folds its session-day, and goes with the second. What
-- comes within a minute of it need not set it again: see src/ingest/rows_marked.sql.

-- NULL: no export relies on the mark, so the pass that folds it deletes it. 0: exports may, and no pass has kept it yet.
-- Otherwise the pass that has, by when that began (Unix ms).
ALTER TABLE dirty ADD COLUMN kept_ms INTEGER;

-- The Worker reads the column.
ALTER TABLE schema_2 RENAME TO schema_3;
