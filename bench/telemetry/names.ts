import { longTailed, weighted } from './draw.ts';

/** A name from syllables, the same for the same number. */
function said(number: number): string {
  const syllables = [
    'ka',
    'lo',
    'mi',
    'ren',
    'ta',
    'su',
    'vel',
    'dor',
    'na',
    'fi',
    'gu',
    'shi',
    'bo',
    'ze',
    'pra',
    'wen',
  ];
  const at = (place: number): string => syllables[Math.floor(number / 16 ** place) % 16] ?? '';
  return at(0) + at(1) + at(2);
}

const words = (count: number, from: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => said(((from + at) * 2654435761) % 4096));

/** Names of users; the first one's desktops are busy. */
export const USERS: readonly string[] = [...new Set([...words(60, 1), 'svc_backup', 'svc_scan', 'administrator'])];

export const aWord = longTailed(words(400, 90));
export const aScript = longTailed([
  'Get-DiskReport',
  'Sync-Printers',
  'Collect-Inventory',
  'Update-Signatures',
  ...words(40, 700),
]);
export const aDocument = longTailed(['Budget 2025', 'Q3 review', 'Supplier list', 'R&D plan', ...words(300, 900)]);
export const aService = longTailed([
  'BITS',
  'W32Time',
  'Schedule',
  'gpsvc',
  'AppXSvc',
  'NgcSvc',
  'wuauserv',
  'WinDefend',
  'TrustedInstaller',
  'sppsvc',
  'DoSvc',
  'ClipSVC',
  ...words(60, 1300),
]);

/** Names that are looked up: some all day, most of them once. */
export const aDomain = longTailed(
  [
    'settings-win.data.microsoft.com',
    'outlook.office365.com',
    'dc-01.corp.example',
    'login.live.com',
    'ctldl.windowsupdate.com',
    'g.live.com',
    'time.windows.com',
    'fs-01.corp.example',
    ...words(1500, 1500).map((word, at) => `${word}${at}.${['example.com', 'example.net', 'example.org'][at % 3]}`),
  ],
  0.9,
);

export const aPort = weighted<number>([
  [300, 443],
  [164, 5985],
  [158, 80],
  [148, 389],
  [63, 135],
  [50, 445],
  [36, 88],
  [29, 53],
  [14, 123],
  [12, 138],
  [10, 9389],
  [8, 3389],
  [6, 8080],
  [13, 49674],
  [40, 49_712],
]);

/** Rights with which processes open others. */
export const anAccess = weighted<string>([
  [580, '0x1400'],
  [246, '0x1000'],
  [93, '0x40'],
  [18, '0x3000'],
  [16, '0x2000'],
  [14, '0x1410'],
  [12, '0x1fffff'],
  [4, '0x1478'],
  [3, '0x100000'],
  [3, '0x101000'],
]);

const SERVICES = 'HKLM\\System\\CurrentControlSet\\Services\\';
const SOFTWARE = 'HKLM\\SOFTWARE\\Microsoft\\';
const USER = 'HKU\\S-1-5-21-3142592311-1786214327-2840114719-{rid}\\Software\\Microsoft\\';

export const aKey = longTailed([
  `${SERVICES}Tcpip\\Parameters`,
  `${SOFTWARE}SystemCertificates\\Disallowed`,
  'HKLM\\SOFTWARE',
  'HKLM\\System\\CurrentControlSet\\Control\\Hvsi',
  'HKU\\.DEFAULT\\Software\\Microsoft\\SystemCertificates\\Disallowed',
  `${USER}Windows\\CurrentVersion\\Explorer\\RecentDocs`,
  '\\REGISTRY\\A\\{{guid}}\\LocalState',
  'HKLM\\DRIVERS\\DriverDatabase\\DriverPackages\\{word}.inf_amd64_{hex8}',
  `${SOFTWARE}Windows\\CurrentVersion\\Component Based Servicing\\Packages\\{word}~31bf3856ad364e35~amd64~~{number}`,
  'HKCR\\{word}.Application\\CLSID',
]);

export const aValue = longTailed<readonly [path: string, details: string]>([
  [`${SERVICES}W32Time\\SecureTimeLimits\\SecureTimeHigh`, 'QWORD (0x01db1f2e-0x{hex8})'],
  [`${SOFTWARE}Windows NT\\CurrentVersion\\Notifications\\Data\\418A073AA3BC{hex4}`, 'Binary Data'],
  [`${USER}Windows\\CurrentVersion\\Explorer\\UserAssist\\{{guid}}\\Count\\{word}`, 'Binary Data'],
  [`${SERVICES}{service}\\Start`, 'DWORD (0x00000003)'],
  [`${SOFTWARE}Windows\\CurrentVersion\\VFUProvider\\StartTime`, 'QWORD (0x01db1f2e-0x{hex8})'],
  [`${USER}Windows\\CurrentVersion\\ContentDeliveryManager\\Health\\{word}`, 'DWORD (0x00000001)'],
  [`${SOFTWARE}Windows\\CurrentVersion\\Appx\\AppxAllUserStore\\{word}_{number}`, '(Empty)'],
  [`${USER}Office\\16.0\\Common\\Roaming\\LastSync`, 'DWORD (0x{hex8})'],
  [`${SOFTWARE}Windows Defender\\Signature Updates\\SignaturesLastUpdated`, 'Binary Data'],
  [`${SOFTWARE}Windows\\CurrentVersion\\Run\\{word}`, 'C:\\Program Files\\{word}\\{word}.exe'],
]);

export const aFile = longTailed([
  'C:\\Windows\\ServiceState\\EventLog\\Data\\lastalive{digit}.dat',
  'C:\\Users\\{user}\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Cache\\Cache_Data\\f_{hex8}',
  'C:\\Windows\\Prefetch\\{word}.EXE-{hex8}.pf',
  'C:\\Users\\{user}\\AppData\\Local\\Temp\\{hex8}.tmp',
  'C:\\Users\\{user}\\Documents\\{document}.docx',
  'C:\\Users\\{user}\\AppData\\Local\\Temp\\__PSScriptPolicyTest_{hex8}.ps1',
  'C:\\Windows\\SoftwareDistribution\\Download\\{hex8}{hex8}\\{word}.cab',
  'C:\\ProgramData\\{word}\\logs\\{word}-{number}.log',
  'C:\\Windows\\System32\\Tasks\\{word}',
  'C:\\Program Files\\{word}\\bin\\{word}.dll',
]);

export const aShare = weighted<readonly [share: string, path: string]>([
  [73, ['\\\\*\\SYSVOL', 'corp.example\\Policies\\{{guid}}\\gpt.ini']],
  [40, ['\\\\*\\IPC$', 'srvsvc']],
  [17, ['\\\\*\\IPC$', 'samr']],
  [30, ['\\\\*\\home', '{user}\\{document}.docx']],
  [12, ['\\\\*\\ADMIN$', '\\']],
  [9, ['\\\\*\\C$', 'Windows\\System32']],
]);

/** Cmdlets of scripts that manage machines, with what they are bound to. */
export const aCmdlet = longTailed([
  ['Get-ItemProperty', 'Path', 'HKLM:\\SOFTWARE\\{word}'],
  ['Where-Object', 'FilterScript', '$_.Status -eq "{word}"'],
  ['Select-Object', 'Property', 'Name, Id, {word}'],
  ['ForEach-Object', 'Process', '$_.{word}'],
  ['Get-CimInstance', 'ClassName', 'Win32_{word}'],
  ['Test-Path', 'Path', 'C:\\ProgramData\\{word}'],
  ['Out-File', 'FilePath', 'C:\\ProgramData\\{word}\\{number}.csv'],
  ['Get-Service', 'Name', '{service}'],
  ['Get-ChildItem', 'Path', 'C:\\Users\\{user}\\Documents'],
] as const);

/** Scripts as long as those that are recorded: most are a line, some fill a screen. */
export const aScriptBlock = longTailed([
  'prompt',
  '{ Set-StrictMode -Version 1; $_.PSMessageDetails }',
  'Get-CimInstance Win32_LogicalDisk | Select-Object DeviceID, FreeSpace | Export-Csv C:\\ProgramData\\{word}\\disks.csv',
  '$items = Get-ChildItem -Path "C:\\ProgramData\\{word}" -Recurse\nforeach ($item in $items) {\n    Write-Verbose $item.FullName\n}',
  `function Update-{word} {\n    param([string] $Name, [int] $Count = {number})\n${'    $total = $Count + (Get-Random -Maximum 7)\n    Write-Verbose "step {word} of $Name"\n'.repeat(12)}    return $total\n}`,
]);
