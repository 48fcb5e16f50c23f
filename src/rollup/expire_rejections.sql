-- Refused tokens whose hour ended two hours ago or before. ?1: the hour. At most 200 rows for an org and hour.
DELETE FROM rejection WHERE hour < ?1 - 2
