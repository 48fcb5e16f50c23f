-- It is done, and nobody knows of whom.
UPDATE erasure SET user = NULL WHERE done_ms IS NOT NULL AND user IS NOT NULL
