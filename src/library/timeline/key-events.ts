import type { Severity } from '../../content/index.ts';
import { datasetRow, type LogEvent } from '../../events/index.ts';
import { auditdCommandLine } from '../process-tree/auditd.ts';
import { processStartOf } from '../process-tree/start.ts';
import { firstText, shortened, windowsId } from './first-text.ts';
import { KEY_EVENTS, type KeyEventKind, type KeyEventRule, PROVIDERS } from './key-event-table.ts';

/** An event that people look for whatever the detections say. */
export interface KeyEvent {
  readonly kind: KeyEventKind;
  readonly severity: Severity;
  readonly title: string;
  /** Who is named in it. */
  readonly user?: string;
  /** `field: value`, the fields that it has. */
  readonly details: readonly string[];
}

/** Characters of one detail. */
const LONGEST_DETAIL = 1000;

/** What makes an event a key event; undefined for the others. */
export function keyEventOf(event: LogEvent): KeyEvent | undefined {
  return windowsKeyEvent(event) ?? commandKeyEvent(event) ?? changeKeyEvent(event);
}

function windowsKeyEvent(event: LogEvent): KeyEvent | undefined {
  const windows = windowsId(event);
  if (windows === undefined) return undefined;
  const { channel, id } = windows;
  const rule = KEY_EVENTS[channel.toLowerCase()]?.[id];
  if (rule === undefined || !isOfProvider(event, channel, id) || !isMet(rule, event)) return undefined;
  const { kind, severity, title, fields } = rule;
  return { kind, severity, title, ...userOf(event), details: fields.flatMap((field) => detail(event, field)) };
}

function isOfProvider({ fields }: LogEvent, channel: string, id: string): boolean {
  const wanted = channel.toLowerCase() === 'system' ? PROVIDERS[id] : undefined;
  const provider = firstText(fields.get('Name')) ?? firstText(fields.get('SourceName'));
  return wanted === undefined || provider === undefined || provider.toLowerCase().includes(wanted);
}

function isMet({ when = {} }: KeyEventRule, { fields }: LogEvent): boolean {
  return Object.entries(when).every(([field, value]) => firstText(fields.get(field)) === value);
}

function userOf({ fields }: LogEvent): { readonly user?: string } {
  const user =
    firstText(fields.get('user')) ?? firstText(fields.get('SubjectUserName')) ?? firstText(fields.get('User'));
  return user === undefined ? {} : { user };
}

/** All values: that of a cleared log stands behind that of the channel it was told in. */
function detail({ fields }: LogEvent, field: string): readonly string[] {
  const value = fields.get(field);
  const texts = typeof value === 'string' ? [value] : (value ?? []);
  const last = texts.at(-1);
  return firstText(last) === undefined ? [] : [`${field}: ${shortened(last ?? '', LONGEST_DETAIL)}`];
}

/** Commands that take logs away or keep events from being written. */
const COMMANDS: readonly { readonly pattern: RegExp; readonly kind: KeyEventKind; readonly title: string }[] = [
  { pattern: /\bwevtutil(\.exe)?"?\s+(cl|clear-log)\s/i, kind: 'log cleared', title: 'Command that clears a log' },
  { pattern: /\b(clear|remove)-eventlog\b/i, kind: 'log cleared', title: 'Command that clears a log' },
  {
    pattern: /\bwevtutil(\.exe)?"?\s+(sl|set-log)\s.{0,200}\/e(nabled)?:f/i,
    kind: 'logging stopped',
    title: 'Command that switches a log off',
  },
  {
    pattern: /\bauditpol(\.exe)?"?\s.{0,200}(\/clear|\/remove|:disable)/i,
    kind: 'policy changed',
    title: 'Command that changes the audit policy',
  },
  {
    pattern: /\b(net1?|sc)(\.exe)?"?\s+stop\s+"?(eventlog|sysmon(64|drv)?|windefend|splunkforwarder|sense)\b/i,
    kind: 'logging stopped',
    title: 'Command that stops a sensor',
  },
  {
    pattern: /\bsystemctl\s+(stop|disable|mask)\s.{0,50}\b(auditd|rsyslog|syslog|sysmon|falcon-sensor|splunk)/i,
    kind: 'logging stopped',
    title: 'Command that stops a sensor',
  },
  { pattern: /\bauditctl\s+(-e\s*0|-D)\b/, kind: 'logging stopped', title: 'Command that stops auditing' },
];

/** Characters of a command line that are looked at. */
const COMMAND_LOOKED_AT = 2000;

function commandKeyEvent(event: LogEvent): KeyEvent | undefined {
  const start = processStartOf(event);
  const command = (start?.commandLine ?? executed(event))?.slice(0, COMMAND_LOOKED_AT);
  if (command === undefined) return undefined;
  const found = COMMANDS.find(({ pattern }) => pattern.test(command));
  if (found === undefined) return undefined;
  const { kind, title } = found;
  return {
    kind,
    severity: 'high',
    title,
    ...(start?.user !== undefined && { user: start.user }),
    details: [`process: ${shortened(command, LONGEST_DETAIL)}`],
  };
}

/** Titles of processes repeat what was executed. */
function executed(event: LogEvent): string | undefined {
  return event.fields.get('type') === 'EXECVE' ? auditdCommandLine(event) : undefined;
}

/** What other sources than Windows tell of accounts and of their own logging. */
function changeKeyEvent(event: LogEvent): KeyEvent | undefined {
  if (windowsId(event) !== undefined) return undefined;
  const isAudit = event.datasets.includes('Change.Auditing_Changes');
  if (!isAudit && !event.datasets.includes('Change.Account_Management')) return undefined;
  const row = datasetRow(event, 'Change.All_Changes');
  const text = (field: string): string | undefined => firstText(row.get(field));
  const user = text('src_user') ?? text('user');
  const what = [text('action'), text('object_category') ?? (isAudit ? 'auditing' : 'account')];
  const details = ['command', 'object', 'user', 'result'].flatMap((field) => {
    const value = text(field);
    return value === undefined ? [] : [`${field}: ${shortened(value, LONGEST_DETAIL)}`];
  });
  return {
    kind: isAudit ? 'policy changed' : 'account',
    severity: 'low',
    title: `Change: ${what.filter((part) => part !== undefined).join(' ')}`,
    ...(user !== undefined && { user }),
    details,
  };
}
