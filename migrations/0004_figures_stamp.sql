-- What the figures of an org say is told apart by a number, so that a browser that has an answer can be told that it
-- still is the same before any figure is read. src/rollup/stamp.rs lists what draws a new one.
--
-- A later migration that changes what figures say (a price of the list, for one) draws one for every org:
-- UPDATE org SET figures_stamp = random() & 0x1fffffffffffff.

ALTER TABLE org ADD COLUMN figures_stamp INTEGER NOT NULL DEFAULT 0; -- random, at most 2^53

-- The Worker reads the column.
ALTER TABLE schema_1 RENAME TO schema_2;
