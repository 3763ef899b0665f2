WITH step1 AS (
  SELECT "_time", "dest", "process", "process_name", "user", "^_seq"
  FROM "dataset ^Endpoint.^Processes"
), step2 AS (
  SELECT "_time", "^_seq", "dest", "user"
  FROM step1
  WHERE (((lower("process_name") LIKE 'w%.exe' ESCAPE '\') OR contains(lower("process"), 'a_b')) AND ("dest" IS NOT NULL) AND ("user" IS NOT NULL))
), step3 AS (
  SELECT
    "dest" AS "^Processes.dest",
    "user" AS "^Processes.user",
    CAST(count(*) AS DOUBLE) AS "count",
    min("_time") AS "first^Time"
  FROM step2
  GROUP BY 1, 2
)
SELECT "^Processes.dest", "^Processes.user", "count", "first^Time"
FROM step3
ORDER BY "^Processes.dest" NULLS LAST, "^Processes.user" NULLS LAST;
