-- Of these orgs something that is answered is about to be deleted. ?1: today. ?2: every kind of tally, for the day is
-- second in the key.
UPDATE org SET figures_stamp = random() & 0x1fffffffffffff
WHERE
  EXISTS (SELECT 1 FROM turn AS t WHERE t.org_id = org.org_id AND t.day <= ?1 - org.raw_days)
  OR EXISTS (SELECT 1 FROM daily AS d WHERE d.org_id = org.org_id AND d.day <= ?1 - org.daily_days)
  OR EXISTS (
    SELECT 1
    FROM json_each(?2) AS kind
    CROSS JOIN tally AS t ON t.org_id = org.org_id AND t.tally = kind.value AND t.day <= ?1 - org.daily_days
  )
