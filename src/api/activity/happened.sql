  -- What happened how often, by name and detail; of each tally the 200 most frequent. Prompts are by weekday
  -- (0 is Monday; day 0 was a Thursday) and hour.
  added AS (
    SELECT
      tally,
      iif(tally = 13, (day + 3) % 7, name) AS name,
      detail,
      sum(count) AS count,
      sum(total) AS total
    FROM tallied
    GROUP BY 1, 2, 3
  ),
  ranked AS (
    SELECT *, row_number() OVER (PARTITION BY tally ORDER BY count DESC, name, detail) AS place
    FROM added
    -- Of records, only those that have no kind of their own.
    WHERE count > 0 AND (tally <> 26 OR name <> 0)
  )
SELECT
  r.tally,
  r.name AS number,
  name.text AS name,
  r.detail,
  detail.text AS detail_text,
  r.count,
  r.total
FROM ranked AS r
LEFT JOIN word AS name ON r.tally <> 13 AND name.org_id = ?1 AND name.word_id = r.name
LEFT JOIN word AS detail
  ON r.tally IN (15, 17, 20, 27) AND detail.org_id = ?1 AND detail.word_id = r.detail
WHERE r.place <= 200
ORDER BY r.tally, r.count DESC, name.text, r.detail;
