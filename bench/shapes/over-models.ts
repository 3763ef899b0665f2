import { CTIME, FILES, FIRST_LAST, PROCESSES, type Shape, TIMES, written } from './shape.ts';

const TSTATS = '| tstats summariesonly=false allow_old_summaries=true fillnull_value=null';
const FROM = 'from datamodel=Endpoint.Processes where';
const FIELDS = [
  ...['action', 'dest', 'original_file_name', 'parent_process', 'parent_process_id', 'parent_process_name', 'process'],
  ...[
    'process_guid',
    'process_id',
    'process_integrity_level',
    'process_name',
    'process_path',
    'user',
    'vendor_product',
  ],
];
const FEW = ['dest', 'user', 'parent_process_name', 'process_name', 'process'];

function by(fields: readonly string[]): string {
  return `by ${fields.map((field) => `Processes.${field}`).join(' ')} | rename Processes.* as *`;
}

function columns(fields: readonly string[]): string {
  return fields.map((field) => `coalesce(${field}, 'null') AS ${field}`).join(', ');
}

function ordered(count: number, from = 1): string {
  return Array.from({ length: count }, (_, at) => at + from).join(', ');
}

/** Searches that begin with tstats. */
export const OVER_MODELS: readonly Shape[] = [
  {
    name: 'tstats by',
    detections: 368,
    spl: `${TSTATS} count ${TIMES} ${FROM} Processes.process_name IN ("rundll32.exe", "regsvr32.exe", "mshta.exe")
      Processes.process="*http*" ${by(FIELDS)} | ${CTIME}`,
    sql: `SELECT ${columns(FIELDS)}, count(*)::DOUBLE, ${FIRST_LAST} FROM ${PROCESSES}
      WHERE lower(process_name) IN ('rundll32.exe', 'regsvr32.exe', 'mshta.exe') AND contains(lower(process), 'http')
      GROUP BY ${ordered(14)} ORDER BY ${ordered(14)}`,
  },
  {
    name: 'tstats with values, by few fields',
    detections: 368,
    spl: `${TSTATS} count values(Processes.process) as process values(Processes.process_id) as process_id ${TIMES}
      ${FROM} Processes.process_name=powershell.exe OR Processes.process_name=cmd.exe
      by Processes.dest Processes.parent_process_name | rename Processes.* as * | ${CTIME}`,
    sql: `SELECT dest, parent_process_name, count(*)::DOUBLE, list(DISTINCT process ORDER BY process),
      list(DISTINCT process_id ORDER BY process_id), ${FIRST_LAST} FROM ${PROCESSES}
      WHERE lower(process_name) = 'powershell.exe' OR lower(process_name) = 'cmd.exe'
      GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  {
    name: 'tstats by time, where',
    detections: 52,
    spl: `${TSTATS} count ${TIMES} values(Processes.user) as user ${FROM} Processes.action=allowed
      by _time span=5m Processes.dest Processes.process_name | where count > 30 | rename Processes.* as * | ${CTIME}`,
    sql: `SELECT floor(_time / 300) * 300 AS _time, dest, process_name, count(*)::DOUBLE, ${FIRST_LAST},
      list(DISTINCT user ORDER BY user)
      FROM (SELECT *, _time FROM ${PROCESSES}) WHERE lower(action) = 'allowed'
      GROUP BY 1, 2, 3 HAVING count(*) > 30 ORDER BY 1, 2, 3`,
  },
  {
    name: 'tstats, search',
    detections: 9,
    spl: `${TSTATS} count ${TIMES} ${FROM} Processes.process_name IN (net.exe, net1.exe, reg.exe) ${by(FEW)}
      | ${CTIME} | search process="*use*" OR process="*/create*"`,
    sql: `SELECT ${columns(FEW)}, count(*)::DOUBLE, ${FIRST_LAST} FROM ${PROCESSES}
      WHERE lower(process_name) IN ('net.exe', 'net1.exe', 'reg.exe')
        AND (contains(lower(process), 'use') OR contains(lower(process), '/create'))
      GROUP BY ${ordered(5)} ORDER BY ${ordered(5)}`,
  },
  {
    name: 'tstats, lookup, search',
    detections: 9,
    spl: `${TSTATS} count ${TIMES} ${FROM} Processes.process=* ${by(['dest', 'process_name'])}
      | lookup tools name as process_name OUTPUT is_tool category | search is_tool=true | ${CTIME}`,
    sql: `SELECT dest, process_name, count(*)::DOUBLE, ${FIRST_LAST}, any_value(is_tool), any_value(category)
      FROM ${PROCESSES} JOIN "lookup tools" ON name = process_name
      WHERE lower(is_tool) = 'true' AND process IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  {
    name: 'tstats, join, where',
    detections: 14,
    spl: `${TSTATS} ${TIMES} ${FROM} Processes.process_name=outlook.exe by _time span=5m Processes.process_id Processes.dest
      Processes.process_name Processes.user | rename Processes.* as * | ${CTIME}
      | join process_id dest type=inner [${TSTATS} count values(Filesystem.file_path) as file_path
        from datamodel=Endpoint.Filesystem where Filesystem.file_name IN ("*.zip", "*.exe", "*.dll")
        by Filesystem.process_id Filesystem.dest | rename Filesystem.* as *]
      | table firstTime lastTime user process_id process_name file_path count | where file_path != ""`,
    sql: `WITH f AS (SELECT process_id, dest, count(*)::DOUBLE AS n, list(DISTINCT file_path ORDER BY file_path) AS paths
        FROM ${FILES} WHERE ends_with(lower(file_name), '.zip') OR ends_with(lower(file_name), '.exe')
          OR ends_with(lower(file_name), '.dll') GROUP BY 1, 2),
      p AS (SELECT floor(_time / 300) * 300 AS t, process_id, dest, process_name, user,
        min(_time) AS first, max(_time) AS last FROM ${PROCESSES}
        WHERE lower(process_name) = 'outlook.exe' GROUP BY 1, 2, 3, 4, 5)
      SELECT ${written('first')}, ${written('last')}, user, process_id, process_name, paths, n
      FROM p JOIN f USING (process_id, dest) ORDER BY t, process_id, dest, process_name, user`,
  },
  {
    name: 'tstats, join, dedup',
    detections: 6,
    spl: `${TSTATS} count ${FROM} Processes.process_name=* by _time span=1h Processes.process_guid Processes.process_name
      Processes.dest Processes.user | rename Processes.* as *
      | join process_guid [${TSTATS} count ${TIMES} from datamodel=Endpoint.Filesystem
        where Filesystem.file_path IN ("*\\\\system32\\\\*", "*\\\\syswow64\\\\*") Filesystem.file_name="*.bat"
        by _time span=1h Filesystem.dest Filesystem.file_name Filesystem.file_path Filesystem.process_guid
        | rename Filesystem.* as *]
      | table dest user file_name file_path process_name firstTime lastTime | dedup file_name | ${CTIME}`,
    sql: `WITH f AS (SELECT floor(_time / 3600) * 3600 AS t, dest, file_name, file_path, process_guid,
        min(_time) AS first, max(_time) AS last FROM ${FILES}
        WHERE (contains(lower(file_path), '\\system32\\') OR contains(lower(file_path), '\\syswow64\\'))
          AND ends_with(lower(file_name), '.bat') GROUP BY 1, 2, 3, 4, 5
        QUALIFY row_number() OVER (PARTITION BY process_guid ORDER BY t, dest, file_name, file_path) = 1),
      p AS (SELECT DISTINCT floor(_time / 3600) * 3600 AS pt, process_guid, process_name, dest AS pdest, user FROM ${PROCESSES}
        WHERE process_guid IN (SELECT process_guid FROM f))
      SELECT dest, user, file_name, file_path, process_name, ${written('first')}, ${written('last')} FROM p
      JOIN f USING (process_guid)
      QUALIFY row_number() OVER (PARTITION BY file_name ORDER BY pt, process_guid, process_name, pdest, user) = 1
      ORDER BY pt, process_guid, process_name, pdest, user`,
  },
  {
    name: 'tstats, regex',
    detections: 6,
    spl: `${TSTATS} count ${FROM} Processes.process_name=regasm.exe by _time span=1h Processes.dest Processes.user
      Processes.process Processes.parent_process_name | rename Processes.* as *
      | regex process="(?i)(regasm\\.exe.{0,4}$)"`,
    sql: `SELECT floor(_time / 3600) * 3600, dest, user, process, parent_process_name, count(*)::DOUBLE FROM ${PROCESSES}
      WHERE lower(process_name) = 'regasm.exe' AND regexp_matches(process, '(?i)(regasm\\.exe.{0,4}$)')
      GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
  },
  {
    name: 'tstats, eval, search',
    detections: 3,
    spl: `${TSTATS} count values(Processes.parent_process) as parent_process ${TIMES} ${FROM}
      Processes.process_name IN (powershell.exe, pwsh.exe) ${by(FEW)} | ${CTIME}
      | eval marks=(mvcount(split(process, "\`"))-1) + (mvcount(split(process, "^"))-1) + (mvcount(split(process, "'"))-1)
      | search marks > 10`,
    sql: `SELECT ${FEW.join(', ')}, count(*)::DOUBLE, list(DISTINCT parent_process ORDER BY parent_process), ${FIRST_LAST},
      (len(string_split(process, '\`')) + len(string_split(process, '^')) + len(string_split(process, '''')) - 3)::DOUBLE AS marks
      FROM ${PROCESSES} WHERE lower(process_name) IN ('powershell.exe', 'pwsh.exe')
      GROUP BY ${ordered(5)} HAVING marks > 10 ORDER BY ${ordered(5)}`,
  },
  {
    name: 'tstats, transaction, where',
    detections: 8,
    spl: `${TSTATS} count values(Processes.process) as process ${FROM}
      Processes.process_name IN (whoami.exe, nltest.exe, ipconfig.exe) by _time Processes.dest Processes.process_name
      | rename Processes.* as * | transaction dest connected=false maxpause=5m maxevents=100000 | where eventcount>=5
      | table dest eventcount`,
    sql: `WITH found AS (SELECT DISTINCT floor(_time) AS t, dest, process_name FROM ${PROCESSES}
        WHERE lower(process_name) IN ('whoami.exe', 'nltest.exe', 'ipconfig.exe')),
      marked AS (SELECT *, CASE WHEN t - lag(t) OVER (PARTITION BY dest ORDER BY t, process_name) <= 300 THEN 0 ELSE 1 END AS fresh FROM found),
      numbered AS (SELECT *, sum(fresh) OVER (PARTITION BY dest ORDER BY t, process_name ROWS UNBOUNDED PRECEDING) AS part FROM marked)
      SELECT dest, count(*)::DOUBLE AS n FROM numbered GROUP BY dest, part HAVING n >= 5 ORDER BY min(t) DESC, dest`,
  },
];
