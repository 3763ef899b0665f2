import type { LogEvent } from '../../events/index.ts';
import type { ProcessStart } from '../../findings/index.ts';
import { firstText } from '../timeline/first-text.ts';

const SOURCETYPES: ReadonlySet<string> = new Set(['linux:audit', 'linux_audit', 'auditd']);

/** Numbers of execve and execveat by architecture. Source: Linux, system call tables; AUDIT_ARCH_ constants. */
const EXEC_CALLS: Readonly<Record<string, readonly string[]>> = {
  c000003e: ['59', '322'],
  c00000b7: ['221', '281'],
  '40000003': ['11', '358'],
};

const EXEC_NAMES: ReadonlySet<string> = new Set(['execve', 'execveat']);

/**
 * What a record of the Linux audit daemon tells of the start of a process: that of the system call, if it succeeded. The
 * command line stands in another record of the same event. The data model does not have these records.
 */
export function auditdStartOf(event: LogEvent): ProcessStart | undefined {
  const text = (field: string): string | undefined => firstText(event.fields.get(field));
  if (!isAuditd(event) || text('type') !== 'SYSCALL' || text('success') === 'no' || !isExec(text)) return undefined;
  const path = text('exe');
  const name = path?.slice(path.lastIndexOf('/') + 1) ?? text('comm');
  if (name === undefined) return undefined;
  const [user, pid, parentPid] = [text('AUID') ?? text('auid') ?? text('uid'), text('pid'), text('ppid')];
  return {
    time: event.time,
    host: event.host,
    name,
    ...(path !== undefined && { path }),
    ...(user !== undefined && { user }),
    ...(pid !== undefined && { pid }),
    ...(parentPid !== undefined && { parentPid }),
  };
}

function isExec(text: (field: string) => string | undefined): boolean {
  const call = text('SYSCALL') ?? text('syscall') ?? '';
  return EXEC_NAMES.has(call) || (EXEC_CALLS[text('arch') ?? '']?.includes(call) ?? false);
}

/** The command line that a record of the audit daemon tells of; undefined for other events. */
export function auditdCommandLine(event: LogEvent): string | undefined {
  if (!isAuditd(event)) return undefined;
  const type = firstText(event.fields.get('type'));
  return type === 'EXECVE' || type === 'PROCTITLE' ? firstText(event.fields.get('command_line')) : undefined;
}

/** What the records of one event of the audit daemon have in common: its host, time and number. */
export function auditdEventOf(event: LogEvent): string | undefined {
  const stamp = isAuditd(event) ? /audit\(([^)]+)\)/.exec(event.raw().slice(0, STAMP_WITHIN))?.[1] : undefined;
  return stamp === undefined ? undefined : `${event.host} ${stamp}`;
}

/** The stamp stands at the start of a record. */
const STAMP_WITHIN = 500;

function isAuditd({ sourcetype }: LogEvent): boolean {
  return SOURCETYPES.has(sourcetype);
}
