import { accountName, type Machine, windowsProgram } from './machine.ts';
import {
  type Account,
  fileCreated,
  imageLoaded,
  nameResolved,
  type Process,
  type Program,
  processEnded,
  registryKey,
  registryValue,
} from './sysmon.ts';

/** The class that DynamicWrapperX registers. Source: its documentation, script-coding.com. */
const CLASS_ID = '{89565276-A714-4a43-912E-978B935EDCCC}';

const WSCRIPT = windowsProgram('C:\\Windows\\System32\\wscript.exe', 'Microsoft ® Windows Based Script Host');
const WSCRIPT_32 = windowsProgram('C:\\Windows\\SysWOW64\\wscript.exe', 'Microsoft ® Windows Based Script Host');
const CSCRIPT = windowsProgram('C:\\Windows\\System32\\cscript.exe', 'Microsoft ® Console Based Script Host');
const REGSVR32 = windowsProgram('C:\\Windows\\System32\\regsvr32.exe', 'Microsoft(C) Register Server');
const ROBOCOPY = windowsProgram('C:\\Windows\\System32\\Robocopy.exe', 'Microsoft Robocopy');

/** A script from a mail's attachment drops the library and has regsvr32 register it. */
export function openedInvoice(machine: Machine, account: Account, timeMs: number): void {
  const temp = `C:\\Users\\${accountName(account)}\\AppData\\Local\\Temp\\`;
  const script = `${temp}Temp1_invoice_88213.zip\\invoice_88213.js`;
  const host = machine.start(timeMs, WSCRIPT, `"${WSCRIPT.image}" "${script}"`, machine.desktop(account), {
    directory: temp,
  });
  machine.report(timeMs + 900, 22, nameResolved(timeMs + 850, host, 'files.example.net', '203.0.113.66'));
  const library = dropLibrary(machine, host, timeMs + 4000, `${temp}dynwrapx.dll`);
  const command = `"${REGSVR32.image}" /i /s "${library.image}"`;
  const registrar = machine.start(timeMs + 5200, REGSVR32, command, host, { directory: temp });
  register(machine, registrar, timeMs + 5300, library, 'HKCR\\');
  machine.report(timeMs + 6010, 5, processEnded(timeMs + 6000, registrar));
  machine.report(timeMs + 7020, 7, imageLoaded(timeMs + 7000, host, library));
}

/** A console script does without regsvr32: it writes the user's own registry. The name is in mixed case. */
export function ranTool(machine: Machine, account: Account, timeMs: number): void {
  const folder = `C:\\Users\\${accountName(account)}\\AppData\\Roaming\\Tools\\`;
  const command = `cscript.exe //nologo "${folder}setup.vbs" & del setup.vbs`;
  const host = machine.start(timeMs, CSCRIPT, command, machine.desktop(account), { directory: folder });
  const library = dropLibrary(machine, host, timeMs + 1500, `${folder}DynWrapX.DLL`);
  register(machine, host, timeMs + 2200, library, `HKU\\S-1-5-21-3142592311-1786214327-2840114719-1101_Classes\\`);
  machine.report(timeMs + 9010, 5, processEnded(timeMs + 9000, host));
}

/** The 32-bit script host on a terminal server drops the library into a shared folder. */
export function abusedServer(machine: Machine, account: Account, timeMs: number): void {
  const folder = 'C:\\ProgramData\\Reports\\';
  const host = machine.start(
    timeMs,
    WSCRIPT_32,
    `"${WSCRIPT_32.image}" //B ${folder}refresh.wsf`,
    machine.desktop(account),
    {
      directory: folder,
    },
  );
  const library = dropLibrary(machine, host, timeMs + 2500, `${folder}dynwrapx.dll`);
  const registrar = machine.start(timeMs + 3100, REGSVR32, `regsvr32 /s ${library.image}`, host, { directory: folder });
  register(machine, registrar, timeMs + 3200, library, 'HKCR\\WOW6432Node\\');
  machine.report(timeMs + 3910, 5, processEnded(timeMs + 3900, registrar));
}

/** A backup that touches files of nearly that name: nothing to find here. */
export function backedUpTools(machine: Machine, account: Account, timeMs: number): void {
  const command = 'robocopy D:\\Tools \\\\fs-01\\backup\\tools /MIR';
  const copy = machine.start(timeMs, ROBOCOPY, command, machine.desktop(account));
  for (const name of ['dynwrapx.dll.bak', 'xdynwrapx.dll', 'dynwrapx.chm']) {
    machine.report(timeMs + 320, 11, fileCreated(timeMs + 300, copy, `\\\\fs-01\\backup\\tools\\${name}`));
  }
  machine.report(timeMs + 2010, 5, processEnded(timeMs + 2000, copy));
}

function dropLibrary(machine: Machine, process: Process, timeMs: number, path: string): Program {
  machine.report(timeMs + 15, 11, fileCreated(timeMs, process, path));
  return { image: path, description: '-', product: '-', company: '-', version: '-' };
}

function register(machine: Machine, process: Process, timeMs: number, library: Program, root: string): void {
  const key = `${root}CLSID\\${CLASS_ID}`;
  machine.report(timeMs + 10, 7, imageLoaded(timeMs, process, library));
  machine.report(timeMs + 130, 12, registryKey(timeMs + 120, process, 'CreateKey', key));
  machine.report(
    timeMs + 140,
    13,
    registryValue(timeMs + 125, process, `${key}\\ProgID\\(Default)`, 'DynamicWrapperX'),
  );
  machine.report(
    timeMs + 150,
    13,
    registryValue(timeMs + 131, process, `${key}\\InprocServer32\\(Default)`, library.image),
  );
}
