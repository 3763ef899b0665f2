import type { EventFields } from '../../fields.ts';
import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';
import { cleanName } from './extract.ts';

/** A date, then the domain controller; the kind of change stands among the next lines. */
const RECORD = /^\d{1,2}\/\d{1,2}\/\d{4} [^\r\n]{5,32}\r?\n(?:dcName|admonEventType)=/;
const NAMED_VALUE = /^[ \t]*([A-Za-z][\w-]{0,127})=(.*)$/;

/** What is seen of changes to a directory. Source: Splunk, Monitor Active Directory (admon), sourcetype ActiveDirectory. */
export const admon = defineSource({
  name: 'windows-admon',
  title: 'Active Directory monitoring (admon)',
  basis: 'Splunk, Monitor Active Directory; Splunk Add-on for Microsoft Windows 8.9',
  sourcetypes: ['ActiveDirectory'],
  source: 'ActiveDirectory',
  recognise: (record) => (matches(record, RECORD) ? { reason: 'a date and dcName= below it' } : undefined),
  extract: (fields, record) => {
    if (record.kind === 'text') addLines(fields, record.text);
  },
  host: (event) => event.text('dcName'),
});

/** Each line is a name and a value, which may hold blanks; a name that occurs again is multivalue. */
function addLines(fields: EventFields, text: string): void {
  for (const line of text.split('\n')) {
    const [, name, value = ''] = NAMED_VALUE.exec(line) ?? [];
    if (name !== undefined) fields.add(cleanName(name), value.trim());
  }
}
