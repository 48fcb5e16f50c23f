SELECT word.text AS model, s.rate, sum(s.tokens) AS tokens, max(s.last_day) AS last_day
FROM spent AS s
LEFT JOIN tariff AS per ON per.model = s.model AND per.rate = s.rate AND per.day = s.period
LEFT JOIN word ON word.org_id = ?1 AND word.word_id = s.model
WHERE per.input IS NULL
GROUP BY s.model, s.rate
ORDER BY tokens DESC, model, s.rate
