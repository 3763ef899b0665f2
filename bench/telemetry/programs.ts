import type { Program } from '../../test/support/examples/sysmon.ts';
import { longTailed, weighted } from './draw.ts';

/** A program that runs, who starts it, and how. */
export interface Routine {
  readonly program: Program;
  readonly parent: 'services' | 'desktop' | 'shell' | 'any';
  /** Command lines; `{name}` is filled in: see `fill`. The first are drawn more often than the last. */
  readonly commandLines: readonly string[];
}

const WINDOWS = 'Microsoft® Windows® Operating System';
const SYSTEM32 = 'C:\\Windows\\System32\\';

function windows(name: string, description: string): Program {
  const version = '10.0.19041.4474 (WinBuild.160101.0800)';
  const image = name.includes(':') ? name : SYSTEM32 + name;
  return { image, description, product: WINDOWS, company: 'Microsoft Corporation', version };
}

function application(image: string, description: string, company: string, version: string): Program {
  return { image, description, product: description, company, version };
}

const EDGE = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
const CHROME = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const OFFICE = 'C:\\Program Files\\Microsoft Office\\root\\Office16\\';
const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const DEFENDER = 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24080.9-0\\';

/** Programs that run from the start of a machine on. */
export const RESIDENTS: readonly (readonly [program: Program, commandLine: string])[] = [
  [windows('services.exe', 'Services and Controller app'), 'C:\\Windows\\system32\\services.exe'],
  [windows('lsass.exe', 'Local Security Authority Process'), 'C:\\Windows\\system32\\lsass.exe'],
  [windows('C:\\Windows\\explorer.exe', 'Windows Explorer'), 'C:\\Windows\\Explorer.EXE'],
  [windows('svchost.exe', 'Host Process for Windows Services'), 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p'],
  [windows('svchost.exe', 'Host Process for Windows Services'), 'C:\\Windows\\system32\\svchost.exe -k LocalService'],
  [windows('svchost.exe', 'Host Process for Windows Services'), 'C:\\Windows\\system32\\svchost.exe -k NetworkService'],
  [windows('svchost.exe', 'Host Process for Windows Services'), 'C:\\Windows\\system32\\svchost.exe -k DcomLaunch -p'],
  [windows('wbem\\WmiPrvSE.exe', 'WMI Provider Host'), 'C:\\Windows\\system32\\wbem\\wmiprvse.exe'],
  [windows('spoolsv.exe', 'Spooler SubSystem App'), 'C:\\Windows\\System32\\spoolsv.exe'],
  [
    windows('csrss.exe', 'Client Server Runtime Process'),
    '%SystemRoot%\\system32\\csrss.exe ObjectDirectory=\\Windows',
  ],
  [windows('winlogon.exe', 'Windows Logon Application'), 'winlogon.exe'],
  [windows('VBoxService.exe', 'Guest Additions Service'), 'C:\\Windows\\System32\\VBoxService.exe'],
  [
    application(`${DEFENDER}MsMpEng.exe`, 'Antimalware Service Executable', 'Microsoft Corporation', '4.18.24080.9'),
    `"${DEFENDER}MsMpEng.exe"`,
  ],
];

const SVCHOST = windows('svchost.exe', 'Host Process for Windows Services');
const CONHOST = windows('conhost.exe', 'Console Window Host');
const CMD = windows('cmd.exe', 'Windows Command Processor');

/**
 * What starts, and how often: three quarters are a handful of images, as in recorded logs; the rest comes once in a
 * while. Tools of administrators are among them, in the way that administrators use them.
 */
export const startedProgram = weighted<Routine>([
  [
    170,
    routine(SVCHOST, 'services', [
      '{system32}svchost.exe -k netsvcs -p -s {service}',
      '{system32}svchost.exe -k LocalService -p -s {service}',
      '{system32}svchost.exe -k wsappx -p -s {service}',
      '{system32}svchost.exe -k LocalSystemNetworkRestricted -s {service}',
    ]),
  ],
  [
    150,
    routine(CONHOST, 'shell', ['\\??\\{system32}conhost.exe 0xffffffff -ForceV1', '\\??\\{system32}conhost.exe 0x4']),
  ],
  [
    90,
    routine(windows('backgroundTaskHost.exe', 'Background Task Host'), 'services', [
      '"{system32}backgroundTaskHost.exe" -ServerName:App.AppX{hex8}{hex8}.mca',
      '"{system32}backgroundTaskHost.exe" -ServerName:CortanaUI.AppX{hex8}.mca',
    ]),
  ],
  [
    80,
    routine(CMD, 'any', [
      '{system32}cmd.exe /c "{tools}{script}.cmd" {number}',
      'cmd.exe /c dir "C:\\Users\\{user}\\Documents\\{document}"',
      'cmd /c net use H: \\\\fs-0{digit}\\home && exit',
      '"{system32}cmd.exe" ',
      'cmd.exe /d /s /c "node build.js --task {hex8}"',
    ]),
  ],
  [
    70,
    routine(application(EDGE, 'Microsoft Edge', 'Microsoft Corporation', '129.0.2792.89'), 'desktop', [
      `"${EDGE}" --type=renderer --lang=en-US --renderer-client-id={number} --time-ticks-at-unix-epoch=-17292{number} --launch-time-ticks={number}{number} --field-trial-handle={number},i,{number}{number},262144`,
      `"${EDGE}" --type=utility --utility-sub-type=network.mojom.NetworkService --lang=en-US --field-trial-handle={number},i,{number}`,
      `"${EDGE}" --profile-directory=Default`,
    ]),
  ],
  [55, routine(windows('RuntimeBroker.exe', 'Runtime Broker'), 'services', ['{system32}RuntimeBroker.exe -Embedding'])],
  [
    45,
    routine(windows('wbem\\WmiPrvSE.exe', 'WMI Provider Host'), 'services', [
      '{system32}wbem\\wmiprvse.exe -Embedding',
      '{system32}wbem\\wmiprvse.exe -secured -Embedding',
    ]),
  ],
  [45, routine(windows('dllhost.exe', 'COM Surrogate'), 'services', ['{system32}DllHost.exe /Processid:{{guid}}'])],
  [
    40,
    routine(windows('taskhostw.exe', 'Host Process for Windows Tasks'), 'services', [
      'taskhostw.exe {word}',
      'taskhostw.exe',
    ]),
  ],
  [
    35,
    routine(application(CHROME, 'Google Chrome', 'Google LLC', '129.0.6668.90'), 'desktop', [
      `"${CHROME}" --type=renderer --lang=en-US --device-scale-factor=1 --num-raster-threads=2 --renderer-client-id={number} --mojo-platform-channel-handle={number}`,
      `"${CHROME}" --type=gpu-process --gpu-preferences={hex8}{hex8}{hex8} --mojo-platform-channel-handle={number}`,
    ]),
  ],
  [
    28,
    routine(windows(POWERSHELL, 'Windows PowerShell'), 'any', [
      `"${POWERSHELL}" -NoProfile -File "\\\\corp.example\\netlogon\\{script}.ps1"`,
      `powershell.exe -NoLogo -NonInteractive -Command "& '{tools}{script}.ps1' -Job {number}"`,
      `"${POWERSHELL}" `,
    ]),
  ],
  [
    24,
    routine(windows('SearchProtocolHost.exe', 'Microsoft Windows Search Protocol Host'), 'services', [
      '"{system32}SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe{digit}_ Global\\UsGthrCtrlFltPipeMssGthrPipe{digit} 1 -{number} "Software\\Microsoft\\Windows Search"',
    ]),
  ],
  [
    20,
    routine(
      application(`${OFFICE}OUTLOOK.EXE`, 'Microsoft Outlook', 'Microsoft Corporation', '16.0.17932.20130'),
      'desktop',
      [`"${OFFICE}OUTLOOK.EXE" `, `"${OFFICE}OUTLOOK.EXE" /eml "C:\\Users\\{user}\\Downloads\\{document}.eml"`],
    ),
  ],
  [
    18,
    routine(
      application(`${OFFICE}EXCEL.EXE`, 'Microsoft Excel', 'Microsoft Corporation', '16.0.17932.20130'),
      'desktop',
      [`"${OFFICE}EXCEL.EXE" "C:\\Users\\{user}\\Documents\\{document}.xlsx"`],
    ),
  ],
  [
    16,
    routine(
      application(`${OFFICE}WINWORD.EXE`, 'Microsoft Word', 'Microsoft Corporation', '16.0.17932.20130'),
      'desktop',
      [`"${OFFICE}WINWORD.EXE" /n "C:\\Users\\{user}\\Documents\\{document}.docx" /o ""`],
    ),
  ],
  [
    16,
    routine(windows('rundll32.exe', 'Windows host process (Rundll32)'), 'any', [
      '{system32}rundll32.exe {system32}shell32.dll,Control_RunDLL {word}.cpl',
      'rundll32.exe AppXDeploymentExtensions.OneCore.dll,ShellRefresh',
    ]),
  ],
  [
    14,
    routine(windows('sppsvc.exe', 'Microsoft Software Protection Platform Service'), 'services', [
      '{system32}sppsvc.exe',
    ]),
  ],
  [
    12,
    routine(
      application(
        'C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe',
        'Microsoft Edge Update',
        'Microsoft Corporation',
        '1.3.195.25',
      ),
      'services',
      ['"C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe" /ua /installsource scheduler'],
    ),
  ],
  [
    12,
    routine(
      application(
        `${DEFENDER}MpCmdRun.exe`,
        'Microsoft Malware Protection Command Line Utility',
        'Microsoft Corporation',
        '4.18.24080.9',
      ),
      'services',
      [`"${DEFENDER}MpCmdRun.exe" Scan -ScheduleJob -RestrictPrivileges -ScanTrigger {number}`],
    ),
  ],
  [
    10,
    routine(windows('timeout.exe', 'timeout - pauses command processing'), 'shell', [
      'timeout  5',
      'timeout /t {digit} /nobreak',
    ]),
  ],
  [
    8,
    routine(windows('net.exe', 'Net Command'), 'shell', ['net  use H: \\\\fs-0{digit}\\home', 'net  start {service}']),
  ],
  [
    8,
    routine(windows('reg.exe', 'Registry Console Tool'), 'shell', ['reg  query "HKLM\\SOFTWARE\\{word}" /v Version']),
  ],
  [
    6,
    routine(windows('schtasks.exe', 'Task Scheduler Configuration Tool'), 'shell', [
      'schtasks  /query /fo csv /tn {word}',
    ]),
  ],
  [6, routine(windows('ipconfig.exe', 'IP Configuration Utility'), 'shell', ['ipconfig  /all'])],
  [6, routine(windows('sc.exe', 'Service Control Manager Configuration Tool'), 'shell', ['sc  query {service}'])],
  [
    5,
    routine(windows('wscript.exe', 'Microsoft ® Windows Based Script Host'), 'desktop', [
      '"{system32}wscript.exe" //B "\\\\corp.example\\netlogon\\map-drives.vbs"',
    ]),
  ],
  [
    5,
    routine(windows('msiexec.exe', 'Windows® installer'), 'services', [
      '{system32}msiexec.exe /V',
      '"{system32}msiexec.exe" /i "C:\\Windows\\Installer\\{hex8}.msi" /qn',
    ]),
  ],
  [
    4,
    routine(windows('consent.exe', 'Consent UI for administrative applications'), 'services', [
      'consent.exe {number} {number} 000001E5{hex8}',
    ]),
  ],
  [
    3,
    routine(windows('whoami.exe', 'whoami - displays logged on user information'), 'shell', [
      'whoami',
      'whoami  /groups',
    ]),
  ],
  [
    3,
    routine(windows('wbem\\WMIC.exe', 'WMI Commandline Utility'), 'shell', [
      'wmic  os get Caption,Version /format:csv',
    ]),
  ],
  [
    2,
    routine(windows('certutil.exe', 'CertUtil.exe'), 'shell', [
      'certutil  -hashfile C:\\ProgramData\\{word}\\{hex8}.bin SHA256',
    ]),
  ],
  [2, routine(windows('nltest.exe', 'Microsoft® Logon Server Test Utility'), 'shell', ['nltest  /sc_query:corp'])],
  [2, routine(windows('bitsadmin.exe', 'BITS administration utility'), 'shell', ['bitsadmin  /list'])],
]);

function routine(program: Program, parent: Routine['parent'], commandLines: readonly string[]): Routine {
  return { program, parent, commandLines };
}

/** Libraries that come with Windows: the first are in every process, hundreds of others in few. */
export const loadedLibrary = longTailed(
  [
    ...'ntdll kernel32 KernelBase msvcrt rpcrt4 sechost ucrtbase bcryptprimitives combase msvcp_win user32 win32u'.split(
      ' ',
    ),
    ...'gdi32 gdi32full advapi32 ole32 oleaut32 shell32 shlwapi SHCore imm32 profapi powrprof crypt32 wintrust'.split(
      ' ',
    ),
    ...'ws2_32 dnsapi iphlpapi winhttp wininet urlmon mswsock amsi clr mscoree taskschd wbemprox fastprox'.split(' '),
    ...Array.from({ length: 860 }, (_, at) => `api-ms-win-${(at * 7919).toString(36)}-l1-1-${at % 4}`),
  ].map((name) => windows(`${name}.dll`, `${name} library`)),
  0.75,
);
