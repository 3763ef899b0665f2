import { DEFENDER, type EventData, POWERSHELL, type Report, SERVICES } from './event.ts';
import { accountName, type Machine, sidOf } from './machine.ts';
import { aCmdlet, aScript, aScriptBlock, aService, aWord } from './names.ts';
import type { Maker } from './sysmon.ts';

export const cmdlet: Maker = (machine) => {
  const { dice } = machine;
  const account = dice.pick(machine.accounts);
  const [name, parameter, value] = aCmdlet(dice);
  const context = [
    'Severity = Informational',
    'Host Name = ConsoleHost',
    'Host Version = 5.1.19041.4648',
    machine.fill('Host ID = {guid}'),
    `Host Application = powershell.exe -NoProfile -File C:\\ProgramData\\corp-tools\\${aScript(dice)}.ps1`,
    'Engine Version = 5.1.19041.4648',
    machine.fill('Runspace ID = {guid}'),
    `Pipeline ID = ${dice.between(1, 400)}`,
    `Command Name = ${name}`,
    'Command Type = Cmdlet',
    `Sequence Number = ${dice.between(10, 90_000)}`,
    `User = ${account.user}`,
    'Connected User = ',
    'Shell ID = Microsoft.PowerShell',
  ];
  const bindings = Array.from({ length: dice.between(1, 6) }, () => {
    return `ParameterBinding(${name}): name="${parameter}"; value="${machine.fill(value)}"`;
  });
  return powershell(machine, 4103, 106, [
    ['ContextInfo', context.map((line) => `        ${line}\n`).join('')],
    ['UserData', ''],
    ['Payload', [`CommandInvocation(${name}): "${name}"`, ...bindings, ''].join('\n')],
  ]);
};

export const scriptBlock: Maker = (machine) => {
  const text = machine.fill(aScriptBlock(machine.dice));
  return powershell(machine, 4104, 2, scriptBlockData(machine, text));
};

/** The fields of event 4104. */
export function scriptBlockData(machine: Machine, text: string): EventData {
  return [
    ['MessageNumber', '1'],
    ['MessageTotal', '1'],
    ['ScriptBlockText', text],
    ['ScriptBlockId', machine.fill('{guid}')],
    ['Path', machine.dice.chance(40) ? `C:\\ProgramData\\corp-tools\\${aScript(machine.dice)}.ps1` : ''],
  ];
}

/** An event of PowerShell. */
export function powershell(machine: Machine, eventId: number, task: number, data: EventData): Report {
  return { provider: POWERSHELL, eventId, version: 1, task, userSid: sidOf(machine.dice.pick(machine.accounts)), data };
}

export const serviceState: Maker = (machine) => ({
  provider: SERVICES,
  eventId: 7036,
  keywords: 0x8080_0000_0000_0000n,
  data: [
    ['param1', aService(machine.dice)],
    ['param2', machine.dice.pick(['running', 'stopped'])],
  ],
});

export const serviceInstalled: Maker = (machine) => {
  const word = aWord(machine.dice);
  return {
    provider: SERVICES,
    eventId: 7045,
    keywords: 0x8080_0000_0000_0000n,
    userSid: 'S-1-5-18',
    data: [
      ['ServiceName', `${word} update service`],
      ['ImagePath', `"C:\\Program Files\\${word}\\${word}svc.exe"`],
      ['ServiceType', 'user mode service'],
      ['StartType', machine.dice.pick(['auto start', 'demand start'])],
      ['AccountName', 'LocalSystem'],
    ],
  };
};

export const scanFinished: Maker = (machine) => ({
  provider: DEFENDER,
  eventId: 1001,
  data: [
    ['Product Name', 'Microsoft Defender Antivirus'],
    ['Product Version', '4.18.24080.9'],
    ['Scan ID', machine.fill('{{guid}}')],
    ['Scan Type', 'Antimalware'],
    ['Domain', 'CORP'],
    ['User', accountName(machine.dice.pick(machine.accounts))],
    ['Scan Time Hours', '0'],
    ['Scan Time Minutes', String(machine.dice.between(0, 20))],
  ],
});

export const settingChanged: Maker = (machine) => ({
  provider: DEFENDER,
  eventId: 5007,
  data: [
    ['Product Name', 'Microsoft Defender Antivirus'],
    ['Product Version', '4.18.24080.9'],
    ['Old Value', ''],
    ['New Value', machine.fill('HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates\\{word} = 0x{hex8}')],
  ],
});
