-- The points of metrics exports, each as an increment of its own day.
point AS (
  SELECT
    p.org_id, p.day, p.session,
    x.value ->> 0 AS counter, x.value ->> 1 AS word, x.value ->> 2 AS rate, x.value ->> 6 AS tool, x.value ->> 3 AS value
  FROM picked AS p
  CROSS JOIN metric AS m ON m.org_id = p.org_id AND m.day = p.day AND m.session = p.session
  CROSS JOIN json_each(m.points) AS x
  WHERE m.cumulative = 0
  UNION ALL
  -- Totals only grow while their start stays the same, so a day's share is its largest total less the
  -- largest of the days before. A process that has run for longer than 30 days is taken to have started then.
  SELECT
    c.org_id, c.day, c.session, c.counter, c.word, c.rate, c.tool,
    max(0, c.total - iif(c.start_ms >= c.day * 86400000, 0, coalesce((
      SELECT max(x.value ->> 3)
      FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30]') AS back
      CROSS JOIN metric AS m
        ON m.org_id = c.org_id AND m.day = c.day - back.value AND m.session = c.session AND m.cumulative = 1
      CROSS JOIN json_each(m.points) AS x
      WHERE x.value ->> 0 = c.counter AND x.value ->> 1 = c.word
        AND x.value ->> 2 = c.rate AND x.value ->> 5 = c.start_ms AND x.value ->> 6 = c.tool AND x.value ->> 4 = c.digest
    ), 0))) AS value
  FROM (
    SELECT
      p.org_id, p.day, p.session,
      x.value ->> 0 AS counter, x.value ->> 1 AS word, x.value ->> 2 AS rate, x.value ->> 6 AS tool,
      x.value ->> 5 AS start_ms, x.value ->> 4 AS digest,
      max(x.value ->> 3) AS total
    FROM picked AS p
    CROSS JOIN metric AS m ON m.org_id = p.org_id AND m.day = p.day AND m.session = p.session
    CROSS JOIN json_each(m.points) AS x
    WHERE m.cumulative = 1
    GROUP BY p.org_id, p.day, p.session, counter, word, rate, tool, start_ms, digest
  ) AS c
),
