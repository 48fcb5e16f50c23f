-- What are sessions labelled with? Of each label at most ?2 + 1 values.
-- ?1 org
WITH
  seen AS (
    SELECT DISTINCT label.key AS label, label.value AS value
    FROM cohort
    CROSS JOIN json_each(cohort.labels) AS label
    WHERE cohort.org_id = ?1 AND label.type = 'text' AND label.value <> ''
  ),
  placed AS (
    SELECT label, value, row_number() OVER (PARTITION BY label ORDER BY value) AS place FROM seen
  )
SELECT label, value
FROM placed
WHERE place <= CAST(?2 AS INTEGER) + 1
ORDER BY label, value;
