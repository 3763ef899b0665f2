WITH step1 AS (
  SELECT "_time", "^_seq", "a", "id"
  FROM "events"
), step2 AS (
  SELECT "_time", "^_seq", "id"
  FROM step1
  WHERE (lower("a") = '1')
), step3 AS (
  SELECT "_time", "a", "b", "id", "^_seq"
  FROM "events"
), step4 AS (
  SELECT "_time", "^_seq", "b", "id"
  FROM step3
  WHERE (lower("a") = '2')
), step5 AS (
  SELECT "id", "b", "_time", "^_seq"
  FROM step4
), step6 AS (
  SELECT
    "id",
    "b",
    "_time",
    CAST(row_number() OVER (PARTITION BY "id" ORDER BY "_time" DESC NULLS LAST, "^_seq" NULLS LAST) AS DOUBLE) AS "^_rank"
  FROM step5
), step7 AS (
  SELECT "id", "b", "_time"
  FROM step6
  WHERE ("^_rank" <= 1e0)
), step8 AS (
  SELECT "id" AS "^_right id", "b" AS "^_right b", "_time" AS "^_right _time"
  FROM step7
), step9 AS (
  SELECT "_time", "^_seq", "^_right b", "^_right _time", "id"
  FROM step2
  LEFT JOIN step8 ON "id" = "^_right id"
), step10 AS (
  SELECT
    coalesce("^_right _time", "_time") AS "_time",
    "id",
    "^_right b" AS "b",
    "_time" AS "^_order",
    "^_seq"
  FROM step9
), step11 AS (
  SELECT "_time", "id", "b", 0e0 AS "^_input", "^_order" AS "^_union", "^_seq" AS "^_union2"
  FROM step10
), step12 AS (
  SELECT "_time", "^_seq", "a", "b", "id"
  FROM "events"
), step13 AS (
  SELECT "_time", "^_seq", "b", "id"
  FROM step12
  WHERE (lower("a") = '3')
), step14 AS (
  SELECT "_time", 1e0 AS "^_input", "_time" AS "^_union3", "^_seq" AS "^_union4", "b", "id"
  FROM step13
), step15 AS (
  SELECT
    "_time",
    "id",
    "b",
    "^_input",
    "^_union",
    "^_union2",
    CAST(NULL AS DOUBLE) AS "^_union3",
    CAST(NULL AS DOUBLE) AS "^_union4"
  FROM step11
  UNION ALL
  SELECT
    "_time",
    CAST(NULL AS VARCHAR) AS "id",
    CAST(NULL AS VARCHAR) AS "b",
    "^_input",
    CAST(NULL AS DOUBLE) AS "^_union",
    CAST(NULL AS DOUBLE) AS "^_union2",
    "^_union3",
    "^_union4"
  FROM step14
)
SELECT "_time", "id", "b"
FROM step15
ORDER BY "^_input" NULLS LAST, "^_union" DESC NULLS LAST, "^_union2" NULLS LAST, "^_union3" DESC NULLS LAST, "^_union4" NULLS LAST;
