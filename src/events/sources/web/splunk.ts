import { addKeyValueFields } from '../../extract/key-value.ts';
import type { EventFields } from '../../fields.ts';
import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

const AUDIT = /^(?:\d\d-\d\d-\d{4} [\d:.]+ [+-]\d{4} INFO {2}AuditLogger - )?Audit:\[/;

/** Splunk's own logs: its audit trail, and the accesses to its interface. Source: Splunk, what Splunk software logs. */
export const splunk = defineSource({
  name: 'splunk',
  title: 'Splunk',
  basis: 'Splunk, what Splunk software logs about itself',
  sourcetypes: ['splunkd_ui_access', 'audittrail', 'splunkd'],
  recognise: (record) =>
    matches(record, AUDIT)
      ? { sourcetype: 'audittrail', source: 'audittrail', reason: 'a line of the audit trail' }
      : undefined,
  extract: (fields, record) => {
    if (record.kind === 'text') addAudit(fields, record.text);
  },
  timestamp: (event) => event.text('timestamp'),
  calculated: { dest: (event) => event.host },
});

function addAudit(fields: EventFields, text: string): void {
  const start = text.indexOf('[') + 1;
  const end = text.indexOf(']', start);
  for (const item of text.slice(start, end === -1 ? text.length : end).split(', ')) {
    const at = item.indexOf('=');
    if (at > 0) fields.setDefault(item.slice(0, at), item.slice(at + 1));
  }
  addKeyValueFields(fields, text);
}
