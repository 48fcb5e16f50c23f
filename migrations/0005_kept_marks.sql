-- A mark of an export is kept by the pass that folds it, and goes with the next one. Exports that set it a short while ago
-- can so leave it at that: see src/ingest/rows_marked.sql.

-- NULL: no export relies on the mark, so the pass that folds it deletes it. 0: exports may, and no pass has kept it yet.
-- Otherwise the pass that has, by when that began (Unix ms).
ALTER TABLE dirty ADD COLUMN kept_ms INTEGER;

-- The Worker reads the column.
ALTER TABLE schema_2 RENAME TO schema_3;
