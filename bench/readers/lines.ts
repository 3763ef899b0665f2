import type { Dice } from '../../test/support/examples/dice.ts';

/** Events as texts, rolled with seeded dice. */

const USERS = ['kim', 'amara', 'jonas', 'lin', 'dana', 'olu', 'svc_backup'];
const REGIONS = ['us-east-1', 'eu-central-1', 'us-west-2', 'ap-southeast-1'];

function address(dice: Dice): string {
  return `10.${dice.between(0, 40)}.${dice.between(0, 255)}.${dice.between(1, 254)}`;
}

const CALLS: readonly (readonly [source: string, name: string])[] = [
  ['s3.amazonaws.com', 'GetObject'],
  ['s3.amazonaws.com', 'PutObject'],
  ['sts.amazonaws.com', 'AssumeRole'],
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['iam.amazonaws.com', 'CreateAccessKey'],
];

/** A record of CloudTrail. */
export function cloudTrail(dice: Dice, timeMs: number): string {
  const user = dice.pick(USERS);
  const [eventSource, eventName] = dice.pick(CALLS);
  const time = `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
  return JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${dice.hex(16)}:${user}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${user}/session`,
      accountId: '111122223333',
      accessKeyId: `ASIA${dice.hex(16)}`,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: `arn:aws:iam::111122223333:role/${user}`, userName: user },
        attributes: { creationDate: time, mfaAuthenticated: dice.chance(50) ? 'true' : 'false' },
      },
    },
    eventTime: time,
    eventSource,
    eventName,
    awsRegion: dice.pick(REGIONS),
    sourceIPAddress: address(dice),
    userAgent: 'aws-cli/2.15.30 Python/3.11.8 Linux/5.10.213 exe/x86_64.amzn.2',
    ...(dice.chance(10) && { errorCode: 'AccessDenied', errorMessage: `User ${user} is not authorized` }),
    requestParameters: { bucketName: `data-${dice.between(1, 40)}`, key: `day/${dice.hex(12)}.parquet` },
    responseElements: null,
    additionalEventData: { CipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256', bytesTransferredOut: dice.between(0, 90_000) },
    requestID: dice.hex(16),
    eventID: `${dice.hex(8)}-1234-4321-8888-${dice.hex(12)}`.toLowerCase(),
    readOnly: dice.chance(70),
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::data/${dice.hex(12)}` },
      { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::data', accountId: '111122223333' },
    ],
    eventType: 'AwsApiCall',
    managementEvent: dice.chance(30),
    recipientAccountId: '111122223333',
    eventCategory: 'Data',
  });
}

const COMMANDS = ['/usr/bin/curl', '/usr/bin/sudo', '/usr/bin/crontab', '/usr/sbin/useradd', '/usr/bin/ls'];

/** The lines that auditd writes for a process. */
export function auditd(dice: Dice, timeMs: number): readonly string[] {
  const stamp = `msg=audit(${(timeMs / 1000).toFixed(3)}:${dice.between(1000, 900_000)}):`;
  const exe = dice.pick(COMMANDS);
  const name = exe.slice(exe.lastIndexOf('/') + 1);
  const title = Buffer.from(`${name}\0-a\0${address(dice)}`)
    .toString('hex')
    .toUpperCase();
  return [
    `type=SYSCALL ${stamp} arch=c000003e syscall=59 success=yes exit=0 a0=${dice.hex(12).toLowerCase()} a1=7ffc0 a2=0 a3=8 items=2 ppid=${dice.between(2, 9999)} pid=${dice.between(2, 32_000)} auid=1000 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=${dice.between(1, 99)} comm="${name}" exe="${exe}" subj=unconfined key="exec"`,
    `type=EXECVE ${stamp} argc=3 a0="${name}" a1="-a" a2="${address(dice)}"`,
    `type=CWD ${stamp} cwd="/home/${dice.pick(USERS)}"`,
    `type=PATH ${stamp} item=0 name="${exe}" inode=${dice.between(100, 99_999)} dev=fd:00 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0`,
    `type=PROCTITLE ${stamp} proctitle=${title}`,
  ];
}

const PATHS = ['/', '/index.html', '/api/v1/items', '/login', '/static/app.js', '/wp-login.php', '/search'];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Safari/537.36',
  'curl/8.5.0',
  'python-requests/2.31.0',
];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A line of a web server, in the combined format. */
export function access(dice: Dice, timeMs: number): string {
  const time = new Date(timeMs);
  const [day, month] = [String(time.getUTCDate()).padStart(2, '0'), MONTHS[time.getUTCMonth()]];
  const stamp = `${day}/${month}/${time.getUTCFullYear()}:${time.toISOString().slice(11, 19)} +0000`;
  const target = `${dice.pick(PATHS)}?id=${dice.between(1, 9999)}&q=${dice.hex(6)}`;
  const status = dice.pick([200, 200, 200, 304, 404, 500]);
  return `${address(dice)} - ${dice.pick(['-', ...USERS])} [${stamp}] "GET ${target} HTTP/1.1" ${status} ${dice.between(0, 90_000)} "https://www.example.com/" "${dice.pick(AGENTS)}"`;
}

/** An event 4688 in the lines of a forwarder that renders no XML. */
export function classicWindows(dice: Dice, timeMs: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(timeMs).toISOString()) ?? [];
  const user = dice.pick(USERS);
  return [
    `${month}/${day}/${year} ${time}`,
    'LogName=Security',
    'EventCode=4688',
    'EventType=0',
    'ComputerName=ws-07.corp.example',
    'SourceName=Microsoft Windows security auditing.',
    'Type=Information',
    `RecordNumber=${dice.between(1, 900_000)}`,
    'Keywords=Audit Success',
    'TaskCategory=Process Creation',
    'OpCode=Info',
    'Message=A new process has been created.',
    '',
    'Creator Subject:',
    `\tSecurity ID:\t\tCORP\\${user}`,
    `\tAccount Name:\t\t${user}`,
    '\tAccount Domain:\t\tCORP',
    `\tLogon ID:\t\t0x${dice.hex(6)}`,
    '',
    'Process Information:',
    `\tNew Process ID:\t\t0x${dice.hex(4).toLowerCase()}`,
    `\tNew Process Name:\tC:\\Windows\\System32\\${dice.pick(['cmd', 'whoami', 'net', 'svchost'])}.exe`,
    '\tToken Elevation Type:\tTokenElevationTypeLimited (3)',
    '\tMandatory Label:\t\tMandatory Label\\Medium Mandatory Level',
    `\tCreator Process ID:\t0x${dice.hex(4).toLowerCase()}`,
    '\tCreator Process Name:\tC:\\Windows\\explorer.exe',
    `\tProcess Command Line:\tcmd.exe /c dir C:\\Users\\${user}\\${dice.hex(8)}`,
  ].join('\n');
}

export const CSV_HEADER = 'timestamp,host,user,action,src_ip,dest_ip,dest_port,bytes,url,message';

/** A row below those names. */
export function csvRow(dice: Dice, timeMs: number): string {
  const user = dice.pick(USERS);
  const to = `https://files.example.com${dice.pick(PATHS)}?id=${dice.hex(8)}`;
  const cells = [
    new Date(timeMs).toISOString(),
    `proxy-${dice.between(1, 9)}`,
    user,
    dice.pick(['allowed', 'blocked']),
  ];
  const numbers = [address(dice), address(dice), dice.pick([80, 443, 8080]), dice.between(40, 2_000_000)];
  return [...cells, ...numbers, to, `"request of ""${user}"", policy ${dice.between(1, 60)}"`].join(',');
}
