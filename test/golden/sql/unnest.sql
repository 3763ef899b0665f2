WITH step1 AS (
  SELECT "_time", "^_seq", "a"
  FROM "events"
), step2 AS (
  SELECT "_time", "^_seq", "a"
  FROM step1
  WHERE (lower("a") = '1')
), step3 AS (
  SELECT "_time", string_split("a", ',') AS "m", "^_seq"
  FROM step2
), step4 AS (
  SELECT "_time", "^value" AS "m", "^_seq", "^place" AS "^_position"
  FROM step3
  CROSS JOIN LATERAL (SELECT unnest("m") AS "^value", CAST(generate_subscripts("m", 1) AS DOUBLE) AS "^place") AS item
), step5 AS (
  SELECT "_time", "m", "^_seq", "^_position"
  FROM step4
  WHERE ((0e0 < CAST(len(spl_multi_of("m")) AS DOUBLE)) AND spl_regex_match("m", '(?<=x)y'))
)
SELECT "_time", "m"
FROM step5
ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST, "^_position" NULLS LAST;
