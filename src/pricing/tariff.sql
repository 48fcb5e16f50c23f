  -- The price of every model, rate and day in `wanted` (org_id, model, rate, day; the model is a word): the
  -- org's own price if it has one in force on that day, else the list's. Prices are NULL where there is none.
  tariff AS MATERIALIZED (
    SELECT
      w.org_id, w.model, w.rate, w.day,
      iif(o.follows_list = 0, o.input, p.input) AS input,
      iif(o.follows_list = 0, o.output, p.output) AS output,
      iif(o.follows_list = 0, o.cache_read, p.cache_read) AS cache_read,
      iif(o.follows_list = 0, o.cache_creation_5m, p.cache_creation_5m) AS cache_creation_5m,
      iif(o.follows_list = 0, o.cache_creation_1h, p.cache_creation_1h) AS cache_creation_1h
    FROM wanted AS w
    CROSS JOIN word ON word.org_id = w.org_id AND word.word_id = w.model
    LEFT JOIN price_override AS o
      ON o.org_id = w.org_id AND o.model = word.text AND o.rate = w.rate AND o.from_day = (
        SELECT max(x.from_day) FROM price_override AS x
        WHERE x.org_id = w.org_id AND x.model = word.text AND x.rate = w.rate AND x.from_day <= w.day
      )
    LEFT JOIN price AS p
      ON p.model = word.text AND p.rate = w.rate AND p.from_day = (
        SELECT max(x.from_day) FROM price AS x
        WHERE x.model = word.text AND x.rate = w.rate AND x.from_day <= w.day
      )
  )
