import type { Row } from '../../src/language/index.ts';

/** 2026-03-01T00:00:00Z: the day that all events are of. */
const START = 1_772_323_200;
const DAY = 86_400;

/** Random numbers below 1, the same ones for a seed on every machine. Source: mulberry32, by Tommy Ettinger. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

/** One of the values, the first ones far more often than the last ones. */
function skewed<T>(values: readonly T[], random: Random): T {
  const value = values[Math.floor(values.length * random() ** 3)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

function below(limit: number, random: Random): number {
  return Math.floor(limit * random());
}

const IMAGES = (
  'svchost.exe chrome.exe conhost.exe RuntimeBroker.exe cmd.exe backgroundTaskHost.exe WmiPrvSE.exe taskhostw.exe ' +
  'powershell.exe msedge.exe dllhost.exe git.exe OUTLOOK.EXE explorer.exe SearchProtocolHost.exe net.exe reg.exe ' +
  'rundll32.exe schtasks.exe WINWORD.EXE EXCEL.EXE msiexec.exe regsvr32.exe wmic.exe cscript.exe mshta.exe ' +
  'certutil.exe whoami.exe nltest.exe ipconfig.exe regasm.exe bitsadmin.exe vssadmin.exe procdump.exe psexec.exe'
).split(' ');
const PARENTS = IMAGES.slice(0, 20);
const HOSTS = Array.from({ length: 400 }, (_, at) => `HOST-${String(at).padStart(4, '0')}.corp.example`);
const USERS = Array.from({ length: 900 }, (_, at) => `user${at}`);
const SWITCHES = '-k netsvcs,/c dir,-NoProfile,--type=renderer,/create /sc daily,-Embedding,/s /q,-enc,use,user'.split(
  ',',
);
const FOLDERS = ['C:\\Windows\\System32', 'C:\\Windows\\SysWOW64', 'C:\\Program Files\\App', 'C:\\Users\\Public\\Temp'];

function image(names: readonly string[], random: Random): { readonly name: string; readonly path: string } {
  const name = skewed(names, random);
  return { name, path: `${skewed(FOLDERS, random)}\\${name}` };
}

/** A command line: a few that come again and again, and a long tail of ones that do not. */
function commandLine(path: string, random: Random): string {
  const base = `"${path}" ${skewed(SWITCHES, random)}`;
  const kind = random();
  if (kind < 0.6) return base;
  if (kind < 0.62) return `${base} https://${skewed(HOSTS, random)}/a${below(500, random)}.ps1`;
  if (kind < 0.64) return path;
  if (kind < 0.66) return `${base} "$a='^x'^'y'+\`'${'^'.repeat(below(14, random))}'"`;
  return `${base} --id ${below(100_000, random)} ${skewed(FOLDERS, random)}\\${below(1000, random)}.tmp`;
}

function time(random: Random): number {
  return START + below(DAY * 1000, random) / 1000;
}

/** Rows of Endpoint.Processes. */
export function* processes(count: number): Generator<Row> {
  const random = randomOf(1);
  for (let at = 0; at < count; at++) {
    const [own, parent] = [image(IMAGES, random), image(PARENTS, random)];
    yield {
      _time: time(random),
      action: random() < 0.97 ? 'allowed' : 'blocked',
      dest: skewed(HOSTS, random),
      user: skewed(USERS, random),
      process_name: own.name,
      process_path: own.path,
      process: commandLine(own.path, random),
      process_id: String(below(20_000, random) + 4),
      process_guid: `{5770385F-C22A-43E0-${String(at).padStart(12, '0')}}`,
      process_integrity_level: skewed(['medium', 'system', 'high', 'low'], random),
      original_file_name: own.name,
      parent_process_name: parent.name,
      parent_process: commandLine(parent.path, random),
      parent_process_id: String(below(20_000, random) + 4),
      vendor_product: 'Microsoft Sysmon',
    };
  }
}

/** Rows of Endpoint.Filesystem, written by processes of `processes()`. */
export function* files(count: number, processCount: number): Generator<Row> {
  const random = randomOf(2);
  for (let at = 0; at < count; at++) {
    const name = `f${below(5000, random)}.${skewed(['tmp', 'log', 'dll', 'exe', 'bat', 'zip', 'lnk'], random)}`;
    yield {
      _time: time(random),
      dest: skewed(HOSTS, random),
      file_name: name,
      file_path: `${skewed(FOLDERS, random)}\\${name}`,
      process_id: String(below(20_000, random) + 4),
      process_guid: `{5770385F-C22A-43E0-${String(below(processCount, random)).padStart(12, '0')}}`,
    };
  }
}

const CODES = ['4624', '4688', '4634', '4672', '4625', '4776', '5140', '4663', '4732', '4720', '4670', '4735'];
const CALLS = ['GetObject', 'PutObject', 'AssumeRole', 'DescribeInstances', 'ListBuckets', 'GetUser', 'CreateUser'];
const RARE_CALLS = [...CALLS, 'CreateAccessKey', 'DescribeImageScanFindings', 'DeleteTrail', 'PutBucketAcl'];

function address(random: Random): string {
  return `10.0.${below(20, random)}.${below(250, random)}`;
}

/** Events of three sources, as their fields: Windows' security log, AWS CloudTrail, Linux' auditd. */
export function* events(count: number): Generator<Row> {
  const random = randomOf(3);
  for (let at = 0; at < count; at++) {
    const kind = random();
    const shared = { _time: time(random), index: 'main', host: skewed(HOSTS, random) };
    if (kind < 0.5) yield { ...shared, ...security(random) };
    else if (kind < 0.8) yield { ...shared, ...trail(random) };
    else yield { ...shared, ...audit(random) };
  }
}

function security(random: Random): Row {
  const [code, user, src] = [skewed(CODES, random), skewed(USERS, random), address(random)];
  const workstation = `\\\\${skewed(HOSTS, random)}`;
  return {
    sourcetype: 'XmlWinEventLog',
    source: 'XmlWinEventLog:Security',
    EventCode: code,
    user,
    src,
    dest: skewed(HOSTS, random),
    workstation,
    status: random() < 0.9 ? 'success' : 'failure',
    object: `object${below(3000, random)}`,
    _raw: `<Event><EventID>${code}</EventID><Data Name='User'>${user}</Data><Data Name='Src'>${src}</Data></Event>`,
  };
}

function trail(random: Random): Row {
  const name = skewed(RARE_CALLS, random);
  const [user, src] = [skewed(USERS, random), address(random)];
  const findings = Array.from({ length: 3 }, (_, at) => ({
    name: `CVE-2026-${below(500, random)}`,
    severity: skewed(['LOW', 'MEDIUM', 'HIGH'], random),
    place: at,
  }));
  const region = skewed(['us-east-1', 'eu-west-1', 'ap-south-1', 'sa-east-1'], random);
  const raw = {
    eventName: name,
    awsRegion: region,
    userIdentity: { type: 'IAMUser', userName: user },
    sourceIPAddress: src,
  };
  return {
    sourcetype: 'aws:cloudtrail',
    source: 's3://trail',
    eventName: name,
    awsRegion: region,
    user,
    src,
    email: `${user}@${random() < 0.95 ? 'corp.example' : `mail${below(40, random)}.example`}`,
    user_agent: skewed(['aws-cli/2.1', 'Boto3/1.9', 'console.amazonaws.com', 'terraform/1.4'], random),
    _raw: JSON.stringify(name === 'DescribeImageScanFindings' ? { ...raw, responseElements: { findings } } : raw),
  };
}

function audit(random: Random): Row {
  const exec = skewed(
    ['/usr/bin/ls', '/usr/bin/find', '/usr/bin/cat', '/usr/sbin/useradd', '/usr/sbin/adduser'],
    random,
  );
  const title = `${exec} ${skewed(['-la', '/etc', '-name *.db', '-m svc'], random)} ${below(2000, random)}`;
  return {
    sourcetype: 'auditd',
    source: '/var/log/audit/audit.log',
    process_exec: exec,
    proctitle: title,
    _raw: `type=PROCTITLE msg=audit(${below(10_000, random)}): proctitle="${title}"`,
  };
}
