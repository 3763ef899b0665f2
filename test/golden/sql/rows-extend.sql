WITH step1 AS (
  SELECT CAST(series.index AS DOUBLE) AS "^_seq"
  FROM range(2) AS series(index)
), step2 AS (
  SELECT 0e0 AS "_time", 'x y' AS "a", "^_seq"
  FROM step1
), step3 AS (
  SELECT "_time", "a", CASE WHEN ("a" = 'x y') THEN 1e0 ELSE 2e0 END AS "b", "^_seq"
  FROM step2
), step4 AS (
  SELECT "_time", "a", "b", ("a" || ' ' || spl_text_of("b")) AS "c", "^_seq"
  FROM step3
), step5 AS (
  SELECT "a", "b", "c", "_time", "^_seq"
  FROM step4
)
SELECT "a", "b", "c", "_time"
FROM step5
ORDER BY "^_seq" NULLS LAST;
