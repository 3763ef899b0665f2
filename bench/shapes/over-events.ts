import { CTIME, FIRST_LAST, type Shape, TIMES } from './shape.ts';

const SECURITY = `lower(sourcetype) = 'xmlwineventlog'`;
const BUCKET = 'floor(_time / 300) * 300';

/** Searches that begin with events. */
export const OVER_EVENTS: readonly Shape[] = [
  {
    name: 'search, stats by',
    detections: 221,
    spl: `search sourcetype=XmlWinEventLog EventCode=4625 status=failure
      | stats count ${TIMES} values(src) as src by user, dest | ${CTIME}`,
    sql: `SELECT user, dest, count(*)::DOUBLE, ${FIRST_LAST}, list(DISTINCT src ORDER BY src) FROM events
      WHERE ${SECURITY} AND "^Event^Code" = '4625' AND lower(status) = 'failure' GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  {
    name: 'search with wildcards and IN, stats by',
    detections: 221,
    spl: `search sourcetype=aws:cloudtrail eventName IN (Create*, Delete*, PutBucket*, GetUser) user_agent!="*console*"
      | stats count ${TIMES} dc(src) as sources by user eventName awsRegion | ${CTIME}`,
    sql: `SELECT user, "event^Name", "aws^Region", count(*)::DOUBLE, ${FIRST_LAST}, count(DISTINCT src)::DOUBLE FROM events
      WHERE lower(sourcetype) = 'aws:cloudtrail' AND NOT contains(lower(user_agent), 'console')
        AND (starts_with(lower("event^Name"), 'create') OR starts_with(lower("event^Name"), 'delete')
          OR starts_with(lower("event^Name"), 'putbucket') OR lower("event^Name") = 'getuser')
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  },
  {
    name: 'search, bin, stats, where',
    detections: 29,
    spl: `search sourcetype=XmlWinEventLog EventCode=4624 | bucket _time span=5m
      | stats count ${TIMES} values(dest) as dest dc(dest) as hosts by _time user | where hosts >= 10 | ${CTIME}`,
    sql: `SELECT bucket, user, count(*)::DOUBLE, strftime(make_timestamp(bucket::BIGINT * 1000000), '%Y-%m-%dT%H:%M:%S'),
      strftime(make_timestamp(bucket::BIGINT * 1000000), '%Y-%m-%dT%H:%M:%S'), list(DISTINCT dest ORDER BY dest) AS hosts,
      len(hosts)::DOUBLE
      FROM (SELECT ${BUCKET} AS bucket, user, dest FROM events WHERE ${SECURITY} AND "^Event^Code" = '4624' AND user IS NOT NULL)
      GROUP BY 1, 2 HAVING len(hosts) >= 10 ORDER BY 1, 2`,
  },
  {
    name: 'search, stats, where',
    detections: 16,
    spl: `search sourcetype=XmlWinEventLog EventCode IN (4625, 4776)
      | stats count dc(user) as users dc(dest) as hosts by src | where users > 5 AND hosts > 5 AND count < 1000`,
    sql: `SELECT src, count(*)::DOUBLE AS n, count(DISTINCT user)::DOUBLE AS users, count(DISTINCT dest)::DOUBLE AS hosts
      FROM events WHERE ${SECURITY} AND "^Event^Code" IN ('4625', '4776') AND src IS NOT NULL GROUP BY 1
      HAVING users > 5 AND hosts > 5 AND n < 1000 ORDER BY 1`,
  },
  {
    name: 'search, bin, stats, eventstats, eval, search',
    detections: 14,
    spl: `search sourcetype=XmlWinEventLog EventCode IN (4663, 4732, 4720, 4670, 4735) | bucket span=5m _time
      | stats values(object) as object dc(object) as objects values(dest) as dest by _time user status
      | eventstats avg(objects) as mean stdev(objects) as deviation by user
      | eval upper=(mean+deviation*3) | eval isOutlier=if(objects > 2 and (objects >= upper), 1, 0) | search isOutlier=1`,
    sql: `WITH counted AS (SELECT ${BUCKET} AS t, user, status, list(DISTINCT object ORDER BY object) AS names,
        len(names)::DOUBLE AS n, list(DISTINCT dest ORDER BY dest) AS dest
        FROM events WHERE ${SECURITY} AND "^Event^Code" IN ('4663', '4732', '4720', '4670', '4735') GROUP BY 1, 2, 3),
      judged AS (SELECT *, avg(n) OVER (PARTITION BY user) AS mean,
        coalesce(stddev_samp(n) OVER (PARTITION BY user), 0) AS deviation FROM counted)
      SELECT t, user, status, names, n, dest, mean, deviation, mean + deviation * 3, 1e0 FROM judged
      WHERE n > 2 AND n >= mean + deviation * 3 ORDER BY 1, 2, 3`,
  },
  {
    name: 'search, where like, stats',
    detections: 6,
    spl: `search sourcetype=auditd | rename host as dest
      | where LIKE (process_exec, "%useradd%") OR LIKE (process_exec, "%adduser%")
      | stats count ${TIMES} by process_exec proctitle dest | ${CTIME}`,
    sql: `SELECT process_exec, proctitle, host, count(*)::DOUBLE, ${FIRST_LAST} FROM events
      WHERE lower(sourcetype) = 'auditd' AND (process_exec LIKE '%useradd%' OR process_exec LIKE '%adduser%')
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  },
  {
    name: 'search, eval, where, stats dc(eval), eventstats, where',
    detections: 4,
    spl: `search sourcetype=XmlWinEventLog EventCode IN (4624, 4776) user!=NULL
      | eval from=replace(workstation, "\\\\\\\\", "") | where dest!=from
      | stats count dc(eval(upper(user))) as users dc(eval(upper(from))) as sources by dest
      | eventstats avg(users) as mean stdev(users) as deviation | eval upper=(1+mean+deviation*2)
      | eval isOutlier=case(users > upper, 1, true(), 0) | where isOutlier==1`,
    sql: `WITH counted AS (SELECT dest, count(*)::DOUBLE AS n, count(DISTINCT upper(user))::DOUBLE AS users,
        count(DISTINCT upper(replace(workstation, '\\', '')))::DOUBLE AS sources FROM events
        WHERE ${SECURITY} AND "^Event^Code" IN ('4624', '4776') AND lower(user) <> 'null'
          AND dest <> replace(workstation, '\\', '') GROUP BY 1),
      judged AS (SELECT *, avg(users) OVER () AS mean, stddev_samp(users) OVER () AS deviation FROM counted)
      SELECT dest, n, users, sources, mean, deviation, 1 + mean + deviation * 2, 1e0 FROM judged
      WHERE users > 1 + mean + deviation * 2 ORDER BY 1`,
  },
  {
    name: 'search, spath, mvexpand, spath, search, stats',
    detections: 3,
    spl: `search sourcetype=aws:cloudtrail eventName=DescribeImageScanFindings
      | spath path=responseElements.findings{} output=findings | mvexpand findings | spath input=findings
      | search severity=HIGH | stats count ${TIMES} by awsRegion user name | ${CTIME}`,
    sql: `SELECT "aws^Region", user, json_extract_string(finding, '$.name'), count(*)::DOUBLE, ${FIRST_LAST}
      FROM (SELECT "aws^Region", user, _time, unnest(json_extract(_raw, '$.responseElements.findings[*]')) AS finding
        FROM events WHERE lower(sourcetype) = 'aws:cloudtrail' AND lower("event^Name") = 'describeimagescanfindings')
      WHERE lower(json_extract_string(finding, '$.severity')) = 'high' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  },
  {
    name: 'search, rex, where, stats',
    detections: 3,
    spl: `search sourcetype=aws:cloudtrail | rex field=email "(?<account>[^@]+)@(?<domain>[^@]+)"
      | where domain != "corp.example" AND account != "" | stats values(account) as account count ${TIMES} by domain | ${CTIME}`,
    sql: `SELECT domain, list(DISTINCT account ORDER BY account), count(*)::DOUBLE, ${FIRST_LAST}
      FROM (SELECT _time, unnest(regexp_extract(email, '([^@]+)@([^@]+)', ['account', 'domain'])) FROM events
        WHERE lower(sourcetype) = 'aws:cloudtrail')
      WHERE domain <> 'corp.example' AND domain <> '' AND account <> '' GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'search term, spath, search, table',
    detections: 2,
    spl: `search sourcetype=aws:cloudtrail CreateAccessKey | spath eventName | search eventName=CreateAccessKey
      | table _time eventName awsRegion user src`,
    sql: `SELECT _time, "event^Name", "aws^Region", user, src FROM events
      WHERE lower(sourcetype) = 'aws:cloudtrail' AND regexp_matches(_raw, '\\bCreateAccessKey\\b', 'i')
        AND lower(json_extract_string(_raw, '$.eventName')) = 'createaccesskey'
      ORDER BY _time DESC, "^_seq"`,
  },
  {
    name: 'search, bin, eval, stats dc values, where',
    detections: 2,
    spl: `search sourcetype=XmlWinEventLog EventCode=4776 | bucket span=5m _time | eval pair=src."-".user
      | stats count dc(pair) as pairs dc(user) as users dc(src) as sources values(user) as user values(src) as src by _time
      | where pairs > 20 AND users > 20 AND sources > 20`,
    sql: `SELECT ${BUCKET} AS t, count(*)::DOUBLE, count(DISTINCT src || '-' || user)::DOUBLE AS pairs, count(DISTINCT user)::DOUBLE AS names,
      count(DISTINCT src)::DOUBLE AS addresses, list(DISTINCT user ORDER BY user), list(DISTINCT src ORDER BY src)
      FROM events WHERE ${SECURITY} AND "^Event^Code" = '4776' GROUP BY 1
      HAVING pairs > 20 AND names > 20 AND addresses > 20 ORDER BY 1`,
  },
  {
    name: 'search, rare and top',
    detections: 7,
    spl: `search sourcetype=XmlWinEventLog EventCode=4688 | top limit=20 user by status`,
    sql: `SELECT status, user, n::DOUBLE, round(n * 100e0 / total, 6) AS share FROM (
        SELECT status, user, count(*) AS n, sum(count(*)) OVER (PARTITION BY status) AS total,
          row_number() OVER (PARTITION BY status ORDER BY count(*) DESC, user DESC) AS place
        FROM events WHERE ${SECURITY} AND "^Event^Code" = '4688' GROUP BY 1, 2)
      WHERE place <= 20 ORDER BY status, place`,
  },
  {
    name: 'search, sort, streamstats, where',
    detections: 2,
    spl: `search sourcetype=XmlWinEventLog EventCode=4625 | sort 0 _time | streamstats count as attempts by user
      | where attempts=100 | table _time user src attempts`,
    sql: `SELECT _time, user, src, place::DOUBLE FROM (
        SELECT _time, user, src, row_number() OVER (PARTITION BY user ORDER BY _time, "^_seq" ) AS place, "^_seq"
        FROM events WHERE ${SECURITY} AND "^Event^Code" = '4625') WHERE place = 100 ORDER BY _time, "^_seq"`,
  },
];
