import type { FieldValue } from '../../event.ts';
import { fieldOf } from '../../fields.ts';

/** Names of numeric codes. Sources: Windows API, winnt.h, winternl.h, STARTUPINFO; well-known logon identifiers. */

export const INTEGRITY_LEVELS: Readonly<Record<string, string>> = {
  '0': 'untrusted',
  '4096': 'low',
  '8192': 'medium',
  '8448': 'medium_plus',
  '12288': 'high',
  '16384': 'system',
  '20480': 'protected',
};

export const SUBSYSTEMS: Readonly<Record<string, string>> = {
  '0': 'UNKNOWN',
  '1': 'NATIVE',
  '2': 'WINDOWS_GUI',
  '3': 'WINDOWS_CUI',
  '5': 'OS2_CUI',
  '7': 'POSIX_CUI',
  '9': 'WINDOWS_CE_GUI',
  '10': 'EFI_APPLICATION',
};

export const TOKEN_TYPES: Readonly<Record<string, string>> = { '0': 'INVALID', '1': 'PRIMARY', '2': 'IMPERSONATION' };

/** Logon sessions that exist on every Windows host. */
export const LOGON_SESSIONS: Readonly<Record<string, string>> = {
  '0': 'INVALID_LUID',
  '996': 'NETWORK_SERVICE',
  '997': 'LOCAL_SERVICE',
  '998': 'ANONYMOUS_LOGON',
  '999': 'LOCAL_SYSTEM',
};

export const ACCOUNTS: Readonly<Record<string, string>> = {
  'S-1-5-18': 'SYSTEM',
  'S-1-5-19': 'LOCAL SERVICE',
  'S-1-5-20': 'NETWORK SERVICE',
};

export const PROCESS_PARAMETER_FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [0x1, 'NORMALIZED'],
  [0x2, 'PROFILE_USER'],
  [0x4, 'PROFILE_KERNEL'],
  [0x8, 'PROFILE_SERVER'],
  [0x20, 'RESERVE_1MB'],
  [0x40, 'RESERVE_16MB'],
  [0x80, 'CASE_SENSITIVE'],
  [0x100, 'DISABLE_HEAP_DECOMMIT'],
  [0x1000, 'DLL_REDIRECTION_LOCAL'],
  [0x2000, 'APP_MANIFEST_PRESENT'],
  [0x4000, 'IMAGE_KEY_MISSING'],
  [0x20000, 'OPTIN_PROCESS'],
];

export const WINDOW_FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [0x1, 'USESHOWWINDOW'],
  [0x2, 'USESIZE'],
  [0x4, 'USEPOSITION'],
  [0x8, 'USECOUNTCHARS'],
  [0x10, 'USEFILLATTRIBUTE'],
  [0x20, 'RUNFULLSCREEN'],
  [0x40, 'FORCEONFEEDBACK'],
  [0x80, 'FORCEOFFFEEDBACK'],
  [0x100, 'USESTDHANDLES'],
  [0x200, 'USEHOTKEY'],
  [0x400, 'HASSHELLDATA'],
  [0x800, 'TITLEISLINKNAME'],
  [0x1000, 'TITLEISAPPID'],
  [0x2000, 'PREVENTPINNING'],
];

/** The names of the bits that are set. */
export function flagNames(text: string | undefined, flags: typeof WINDOW_FLAGS): FieldValue | undefined {
  const value = Number(text);
  if (text === undefined || !Number.isSafeInteger(value)) return undefined;
  // Division, since numbers of more than 31 bits do occur.
  return fieldOf(flags.filter(([bit]) => Math.floor(value / bit) % 2 === 1).map(([, name]) => name));
}
