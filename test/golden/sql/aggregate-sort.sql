WITH step1 AS (
  SELECT "_time", "a", "dest", "n", "user", "x", "^_seq"
  FROM "events"
), step2 AS (
  SELECT "_time", "^_seq", "dest", "n", "user", "x"
  FROM step1
  WHERE (("a" IS NOT NULL) AND ("dest" IS NOT NULL))
), step3 AS (
  SELECT
    "dest",
    CAST(count(*) AS DOUBLE) AS "count",
    CAST(count(DISTINCT "user") AS DOUBLE) AS "users",
    list(DISTINCT "user" ORDER BY "user") FILTER (WHERE "user" IS NOT NULL) AS "user",
    spl_finite(avg(spl_number_of("n") ORDER BY spl_number_of("n"))) AS "mean",
    first(CASE WHEN "_time" IS NOT NULL THEN "x" END ORDER BY "_time" DESC NULLS LAST, "_time" DESC NULLS LAST, "^_seq" NULLS LAST) FILTER (WHERE CASE WHEN "_time" IS NOT NULL THEN "x" END IS NOT NULL) AS "x"
  FROM step2
  GROUP BY 1
), step4 AS (
  SELECT "dest", "count", "users", "user", "mean", "x", "count" AS "^_sort"
  FROM step3
), step5 AS (
  SELECT "dest", "count", "users", "user", "mean", "x", "^_sort"
  FROM step4
  ORDER BY "^_sort" DESC NULLS LAST, "dest" NULLS LAST
  LIMIT 10000
)
SELECT "dest", "count", "users", "user", "mean", "x"
FROM step5
ORDER BY "^_sort" DESC NULLS LAST, "dest" NULLS LAST;
