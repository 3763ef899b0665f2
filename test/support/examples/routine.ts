import { accountName, type Machine, windowsProgram } from './machine.ts';
import {
  type Account,
  connected,
  fileCreated,
  imageLoaded,
  nameResolved,
  type Process,
  type Program,
  processEnded,
  registryKey,
  registryValue,
} from './sysmon.ts';

/** Something that ordinary machines do all day: it reports a handful of events, beginning at the time given. */
type Activity = (machine: Machine, account: Account, timeMs: number) => void;

/** Fills the hours with ordinary work until the machine has reported at least `count` events. */
export function work(machine: Machine, count: number, startMs: number, endMs: number): void {
  const { dice } = machine;
  while (machine.events.length < count) {
    const timeMs = dice.between(startMs, endMs);
    dice.pick(ACTIVITIES)(machine, dice.pick(machine.accounts), timeMs);
  }
}

const SVCHOST = windowsProgram('C:\\Windows\\System32\\svchost.exe', 'Host Process for Windows Services');
const TASK_HOST = windowsProgram('C:\\Windows\\System32\\taskhostw.exe', 'Host Process for Windows Tasks');
const CONHOST = windowsProgram('C:\\Windows\\System32\\conhost.exe', 'Console Window Host');
const CMD = windowsProgram('C:\\Windows\\System32\\cmd.exe', 'Windows Command Processor');
const NOTEPAD = windowsProgram('C:\\Windows\\System32\\notepad.exe', 'Notepad');
const POWERSHELL = windowsProgram(
  'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  'Windows PowerShell',
);
const GPUPDATE = windowsProgram('C:\\Windows\\System32\\gpupdate.exe', 'Microsoft® Group Policy Update Utility');
const WSCRIPT = windowsProgram('C:\\Windows\\System32\\wscript.exe', 'Microsoft ® Windows Based Script Host');
const DEFENDER = windowsProgram(
  'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24080.9-0\\MpCmdRun.exe',
  'Microsoft Malware Protection Command Line Utility',
);

const EDGE = application(
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'Microsoft Edge',
  '129.0.2792.89',
);
const OUTLOOK = application(
  'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE',
  'Microsoft Outlook',
  '16.0.17932.20130',
);
const WORD = application(
  'C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE',
  'Microsoft Word',
  '16.0.17932.20130',
);
const EXCEL = application(
  'C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE',
  'Microsoft Excel',
  '16.0.17932.20130',
);
const UPDATER = application(
  'C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe',
  'Microsoft Edge Update',
  '1.3.195.25',
);

const LIBRARIES = [
  ['amsi.dll', 'Anti-Malware Scan Interface'],
  ['wbemprox.dll', 'WMI'],
  ['winhttp.dll', 'Windows HTTP Services'],
  ['urlmon.dll', 'OLE32 Extensions for Win32'],
  ['taskschd.dll', 'Task Scheduler COM API'],
  ['clr.dll', 'Microsoft .NET Runtime Common Language Runtime'],
].map(([name, description]) => windowsProgram(`C:\\Windows\\System32\\${name}`, description ?? '-'));

/** Names that people look up, with addresses from the ranges kept for documentation. */
const SITES = [
  ['outlook.office365.com', '192.0.2.34'],
  ['www.bing.com', '192.0.2.61'],
  ['edge.microsoft.com', '192.0.2.80'],
  ['ctldl.windowsupdate.com', '198.51.100.12'],
  ['intranet.corp.example', '10.20.1.15'],
  ['travel.example.com', '203.0.113.44'],
  ['news.example.org', '203.0.113.91'],
  ['cdn.example.net', '198.51.100.77'],
] as const;

const DOCUMENTS = ['Budget 2025', 'Q3 review', 'Minutes 2024-10-16', 'R&D plan', 'Supplier list', 'Onboarding'];

const ACTIVITIES: readonly Activity[] = [
  browse,
  browse,
  readMail,
  editDocument,
  editDocument,
  startService,
  startService,
  updateSoftware,
  runAdminScript,
  runLogonScript,
  scanForMalware,
  refreshPolicy,
  takeNotes,
];

function browse(machine: Machine, account: Account, timeMs: number): void {
  const { dice } = machine;
  const edge = machine.start(timeMs, EDGE, `"${EDGE.image}" --profile-directory=Default`, machine.desktop(account), {
    directory: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\129.0.2792.89\\',
  });
  const type = dice.pick(['renderer', 'utility', 'gpu-process']);
  machine.start(timeMs + 180, EDGE, `"${EDGE.image}" --type=${type} --lang=en-US`, edge);
  for (let visit = dice.between(1, 3); visit > 0; visit--) visitSite(machine, edge, timeMs + visit * 900);
  const cache = `C:\\Users\\${accountName(account)}\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Cache\\f_00`;
  machine.report(timeMs + 3200, 11, fileCreated(timeMs + 3190, edge, cache + dice.hex(4).toLowerCase()));
}

function visitSite(machine: Machine, process: Process, timeMs: number): void {
  const { dice } = machine;
  const [name, to] = dice.pick(SITES);
  machine.report(timeMs + 20, 22, nameResolved(timeMs, process, name, to));
  const connection = { from: machine.address, fromHost: machine.computer, fromPort: dice.between(49152, 65535) };
  machine.report(timeMs + 130, 3, connected(timeMs + 60, process, { ...connection, to, toHost: name, toPort: 443 }));
}

function readMail(machine: Machine, account: Account, timeMs: number): void {
  const outlook = machine.start(timeMs, OUTLOOK, `"${OUTLOOK.image}"`, machine.desktop(account));
  visitSite(machine, outlook, timeMs + 400);
  const folder = `C:\\Users\\${accountName(account)}\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\`;
  const file = `${folder}${machine.dice.hex(8)}\\${machine.dice.pick(DOCUMENTS)}.docx`;
  machine.report(timeMs + 5020, 11, fileCreated(timeMs + 5000, outlook, file));
}

function editDocument(machine: Machine, account: Account, timeMs: number): void {
  const { dice } = machine;
  const program = dice.pick([WORD, EXCEL]);
  const folder = `C:\\Users\\${accountName(account)}\\Documents\\`;
  const name = `${dice.pick(DOCUMENTS)}.${program === WORD ? 'docx' : 'xlsx'}`;
  const office = machine.start(
    timeMs,
    program,
    `"${program.image}" /n "${folder}${name}" /o ""`,
    machine.desktop(account),
    {
      directory: folder,
    },
  );
  machine.report(timeMs + 310, 7, imageLoaded(timeMs + 300, office, dice.pick(LIBRARIES)));
  machine.report(timeMs + 820, 11, fileCreated(timeMs + 800, office, `${folder}~$${name.slice(2)}`));
  const key = `HKU\\${sidOf(account)}\\SOFTWARE\\Microsoft\\Office\\16.0\\Common\\Roaming\\LastSync`;
  machine.report(timeMs + 900, 13, registryValue(timeMs + 890, office, key, `DWORD (0x${dice.hex(8).toLowerCase()})`));
  const endMs = timeMs + dice.between(60_000, 600_000);
  machine.report(endMs + 10, 5, processEnded(endMs, office));
}

function startService(machine: Machine, _account: Account, timeMs: number): void {
  const { dice, services } = machine;
  const [group, service] = dice.pick([
    ['netsvcs', 'BITS'],
    ['LocalService', 'W32Time'],
    ['wsappx', 'AppXSvc'],
    ['LocalSystemNetworkRestricted', 'NgcSvc'],
    ['netsvcs', 'gpsvc'],
  ] as const);
  const host = machine.start(timeMs, SVCHOST, `${SVCHOST.image} -k ${group} -p -s ${service}`, services);
  machine.report(timeMs + 60, 7, imageLoaded(timeMs + 50, host, dice.pick(LIBRARIES)));
  const key = `HKLM\\System\\CurrentControlSet\\Services\\${service}\\Start`;
  machine.report(timeMs + 120, 13, registryValue(timeMs + 110, host, key, 'DWORD (0x00000003)'));
  if (dice.chance(50)) machine.report(timeMs + 300_010, 5, processEnded(timeMs + 300_000, host));
}

function updateSoftware(machine: Machine, _account: Account, timeMs: number): void {
  const { dice, services } = machine;
  const task = machine.start(timeMs, SVCHOST, `${SVCHOST.image} -k netsvcs -p -s Schedule`, services);
  const updater = machine.start(timeMs + 200, UPDATER, `"${UPDATER.image}" /ua /installsource scheduler`, task);
  visitSite(machine, updater, timeMs + 700);
  const folder = `C:\\Program Files (x86)\\Microsoft\\Temp\\EUM${dice.hex(4)}.tmp\\`;
  for (const name of ['msedgeupdate.dll', 'psmachine.dll', 'MicrosoftEdgeUpdateCore.exe']) {
    machine.report(timeMs + 2020, 11, fileCreated(timeMs + 2000, updater, folder + name));
  }
  const key = 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\EdgeUpdate\\UsageStats\\Daily';
  machine.report(timeMs + 2300, 12, registryKey(timeMs + 2290, updater, 'CreateKey', key));
  machine.report(timeMs + 4010, 5, processEnded(timeMs + 4000, updater));
}

function runAdminScript(machine: Machine, account: Account, timeMs: number): void {
  const { dice } = machine;
  const script = dice.pick(['Get-DiskReport', 'Sync-Printers', 'Collect-Inventory']);
  const command = `"${POWERSHELL.image}" -NoProfile -File "\\\\corp.example\\netlogon\\${script}.ps1" 2>&1`;
  const shell = machine.start(timeMs, POWERSHELL, command, machine.desktop(account));
  machine.start(timeMs + 30, CONHOST, `\\??\\${CONHOST.image} 0xffffffff -ForceV1`, shell);
  const temp = `C:\\Users\\${accountName(account)}\\AppData\\Local\\Temp\\__PSScriptPolicyTest_`;
  machine.report(timeMs + 420, 11, fileCreated(timeMs + 400, shell, `${temp}${dice.hex(8).toLowerCase()}.ps1`));
  machine.report(timeMs + 460, 7, imageLoaded(timeMs + 450, shell, dice.pick(LIBRARIES)));
  machine.report(timeMs + 9010, 5, processEnded(timeMs + 9000, shell));
}

/** The honest use of the script host: a company's own logon script. */
function runLogonScript(machine: Machine, account: Account, timeMs: number): void {
  const script = '\\\\corp.example\\netlogon\\map-drives.vbs';
  const host = machine.start(timeMs, WSCRIPT, `"${WSCRIPT.image}" //B "${script}"`, machine.desktop(account));
  const shell = machine.start(timeMs + 300, CMD, `cmd /c net use H: \\\\fs-01\\home && exit`, host);
  const log = `C:\\Users\\${accountName(account)}\\AppData\\Local\\Temp\\map-drives.log`;
  machine.report(timeMs + 650, 11, fileCreated(timeMs + 640, host, log));
  machine.report(timeMs + 710, 5, processEnded(timeMs + 700, shell));
  machine.report(timeMs + 910, 5, processEnded(timeMs + 900, host));
}

function scanForMalware(machine: Machine, _account: Account, timeMs: number): void {
  const defender = machine.start(
    timeMs,
    DEFENDER,
    `"${DEFENDER.image}" Scan -ScheduleJob -RestrictPrivileges`,
    machine.services,
  );
  const log = `C:\\Windows\\Temp\\MpCmdRun-${machine.dice.hex(6)}.log`;
  machine.report(timeMs + 220, 11, fileCreated(timeMs + 200, defender, log));
  machine.report(timeMs + 60_010, 5, processEnded(timeMs + 60_000, defender));
}

function refreshPolicy(machine: Machine, _account: Account, timeMs: number): void {
  const host = machine.start(timeMs, TASK_HOST, 'taskhostw.exe Logon', machine.services);
  const policy = machine.start(timeMs + 90, GPUPDATE, 'gpupdate.exe /target:computer', host);
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\State\\Machine\\Extension-List';
  machine.report(timeMs + 500, 12, registryKey(timeMs + 490, policy, 'CreateKey', key));
  machine.report(timeMs + 2510, 5, processEnded(timeMs + 2500, policy));
}

function takeNotes(machine: Machine, account: Account, timeMs: number): void {
  const file = `C:\\Users\\${accountName(account)}\\Desktop\\notes.txt`;
  const notepad = machine.start(timeMs, NOTEPAD, `"${NOTEPAD.image}" ${file}`, machine.desktop(account));
  machine.report(timeMs + 30_020, 11, fileCreated(timeMs + 30_000, notepad, file));
  machine.report(timeMs + 45_010, 5, processEnded(timeMs + 45_000, notepad));
}

function application(image: string, description: string, version: string): Program {
  const product = description.startsWith('Microsoft Edge') ? 'Microsoft Edge' : 'Microsoft Office';
  return { image, description, product, company: 'Microsoft Corporation', version };
}

/** The security identifier that stands in a user's registry paths. */
function sidOf(account: Account): string {
  return `S-1-5-21-3142592311-1786214327-2840114719-${1100 + account.session}`;
}
