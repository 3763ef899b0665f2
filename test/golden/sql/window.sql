WITH step1 AS (
  SELECT "_time", "^_seq", "a", "n", "user"
  FROM "events"
), step2 AS (
  SELECT "_time", "^_seq", "n", "user"
  FROM step1
  WHERE ("a" IS NOT NULL)
), step3 AS (
  SELECT
    "_time",
    "^_seq",
    spl_finite(sum(spl_number_of("n") ORDER BY spl_number_of("n")) OVER (ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST ROWS BETWEEN 2 PRECEDING AND 0 FOLLOWING)) AS "^_value of total",
    first_value("n" ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST IGNORE NULLS) OVER (ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST ROWS BETWEEN 2 PRECEDING AND 0 FOLLOWING) AS "^_value of start",
    "n",
    "user"
  FROM step2
), step4 AS (
  SELECT "_time", "^_value of total" AS "total", "^_value of start" AS "start", "^_seq", "n", "user"
  FROM step3
), step5 AS (
  SELECT
    "_time",
    "total",
    "start",
    "^_seq",
    (max(spl_mixed_of("n")) FILTER (WHERE "n" IS NOT NULL) OVER (PARTITION BY "user")).t AS "^_value of most",
    "user"
  FROM step4
), step6 AS (
  SELECT
    "_time",
    "total",
    "start",
    CASE WHEN ("user" IS NOT NULL) THEN "^_value of most" ELSE CAST(NULL AS VARCHAR) END AS "most",
    "^_seq"
  FROM step5
)
SELECT "_time", "total", "start", "most"
FROM step6
ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST;
