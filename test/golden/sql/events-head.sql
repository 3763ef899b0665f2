WITH step1 AS (
  SELECT "_time", "^Event^I^D", "^Image", "^User", "index", "^_seq"
  FROM "events"
), step2 AS (
  SELECT "_time", "^_seq", "^Image", "^User"
  FROM step1
  WHERE ((lower("index") = 'main') AND (lower("^Event^I^D") = '1') AND (lower("^User") = 'nt authority\system'))
), step3 AS (
  SELECT "_time", "^_seq", "^Image", "^User"
  FROM step2
  ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST
  LIMIT 3
), step4 AS (
  SELECT "_time", "^User", "^Image", "^_seq"
  FROM step3
)
SELECT "_time", "^User", "^Image"
FROM step4
ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST;
