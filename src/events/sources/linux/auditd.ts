import { cleanName } from '../../extract/key-value.ts';
import { type PairFormat, pairsOf } from '../../extract/pairs.ts';
import type { EventFields } from '../../fields.ts';
import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

const PAIRS: PairFormat = { inNames: '-', isSpaced: false, hasEscapes: false, ends: '' };

/** Stands before the fields that the daemon adds in plain words. */
const SEPARATOR = String.fromCharCode(0x1d);

const RECORD = /^(?:node=\S+ )?type=\w+ msg=audit\(/;

/**
 * Records of the Linux audit daemon, as it writes them or as `ausearch -i` prints them. One line is one event with its
 * values as they stand: what decodes them is in the searches. The command line in plain text is in `command_line`.
 *
 * Source: Splunk Add-on for Unix and Linux 9.2, sourcetype linux:audit; auditd, record format.
 */
export const auditd = defineSource({
  name: 'linux-auditd',
  title: 'Linux audit daemon',
  basis: 'Splunk Add-on for Unix and Linux 9.2',
  sourcetypes: ['linux:audit', 'linux_audit', 'auditd'],
  source: '/var/log/audit/audit.log',
  recognise: (record) => (matches(record, RECORD) ? { reason: 'a record of the audit daemon' } : undefined),
  extract: (fields, record) => {
    if (record.kind === 'text') addRecord(fields, record.text);
  },
  timestamp: (event) => /audit\(([\d.]+|\d+\/\d+\/\d+ [\d:.]+?):\d+\)/.exec(event.raw)?.[1],
  host: (event) => event.text('node'),
  eventTypes: [{ name: 'linux_audit', tags: [] }],
});

function addRecord(fields: EventFields, line: string): void {
  const text = line.replaceAll(SEPARATOR, ' ');
  const encoded = new Set<string>();
  for (const { name: written, value, quote } of pairsOf(text, PAIRS)) {
    const name = cleanName(written);
    if (quote === '') encoded.add(name);
    if (name === 'msg') fields.add(name, value);
    else fields.setDefault(name, value);
    // What user-space programs report is a record of its own in quotation marks.
    if (quote === "'") addNested(fields, value);
  }
  fields.set('proctitle', titleOf(text) ?? fields.get('proctitle'));
  fields.set('command_line', commandLine(fields, encoded));
}

/** Interpreted, the title of a process is the rest of the line. */
function titleOf(text: string): string | undefined {
  const at = text.indexOf(TITLE, text.lastIndexOf('"') + 1);
  return at === -1 ? undefined : text.slice(at + TITLE.length).trimEnd();
}

const TITLE = ' proctitle=';

function addNested(fields: EventFields, text: string): void {
  for (const { name, value } of pairsOf(text, PAIRS)) fields.setDefault(cleanName(name), value);
}

/** What was started, of the records that say so. `encoded` names the fields that stand without quotation marks. */
function commandLine(fields: EventFields, encoded: ReadonlySet<string>): string | undefined {
  const decoded = (name: string): string => {
    const text = fields.text(name) ?? '';
    return encoded.has(name) && HEXADECIMAL.test(text) ? Buffer.from(text, 'hex').toString() : text;
  };
  switch (fields.text('type')) {
    case 'PROCTITLE':
      return decoded('proctitle').replaceAll('\0', ' ').trim();
    case 'EXECVE': {
      const count = Math.min(Number(fields.text('argc')) || 0, MAX_ARGUMENTS);
      return Array.from({ length: count }, (_, index) => decoded(`a${index}`))
        .join(' ')
        .trim();
    }
    default:
      return undefined;
  }
}

/** More are in further records. */
const MAX_ARGUMENTS = 10_000;

/** Text with unusual characters is written in hexadecimal digits. Interpreted records have two digits as they are. */
const HEXADECIMAL = /^(?:[0-9A-F]{2}){2,}$/;
