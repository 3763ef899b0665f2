WITH step1 AS (
  SELECT "_time", "^_seq", "a"
  FROM "events"
), step2 AS (
  SELECT "_time", "^_seq"
  FROM step1
  WHERE (lower("a") = '1')
), step3 AS (
  SELECT
    "_time",
    spl_format_utc_of("_time", '%Y-%m-%dT%H:%M:%S') AS "s",
    spl_format_time("_time", '%z', 'UTC') AS "z",
    spl_relative_time("_time", '-1d@d', 'UTC') AS "d",
    "^_seq"
  FROM step2
)
SELECT "_time", "s", "z", "d"
FROM step3
ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST;
