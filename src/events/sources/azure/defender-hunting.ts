import type { LogRecord } from '../../../inputs/index.ts';
import { addJsonFields } from '../../extract/json-fields.ts';
import { membersOf } from '../../extract/json-text.ts';
import type { EventFields } from '../../fields.ts';
import { defineSource } from '../define.ts';
import { hasKeys, textAt } from '../recognise.ts';

/** Tables of Defender's advanced hunting as an event hub carries them. Source: Microsoft Defender Advanced Hunting Add-on 1.4. */
export const defenderHunting = defineSource({
  name: 'defender-advanced-hunting',
  title: 'Microsoft Defender advanced hunting',
  basis: 'Splunk add-on for Microsoft Defender Advanced Hunting 1.4',
  sourcetypes: ['mscs:azure:eventhub:defender:advancedhunting'],
  source: 'eventhub://windowsdefenderlogs',
  recognise: (record) =>
    hasKeys(record, 'properties', 'tenantId') && textAt(record, 'category')?.startsWith('AdvancedHunting-') === true
      ? { reason: 'a row of a table of advanced hunting' }
      : undefined,
  extract: addLifted,
  timestamp: (event) => event.text('time'),
  calculated: {
    Category: (event) => event.text('category'),
    OperationName: (event) => event.text('operationName'),
    TenantId: (event) => event.text('tenantId'),
    dest: (event) => event.text('DeviceName'),
    severity: (event) => event.text('Severity')?.toLowerCase(),
    signature: (event) => event.text('Title'),
    user: (event) => event.text('AccountName') ?? event.text('AccountUpn'),
    vendor_product: () => 'Microsoft Defender',
  },
  eventTypes: [
    {
      name: 'defender_advanced_hunting_alerts',
      tags: ['alert'],
      when: (event) => /Alert/.test(event.text('category') ?? ''),
    },
  ],
});

/** The columns of the row stand at the top, not below `properties`. */
function addLifted(fields: EventFields, record: LogRecord): void {
  if (record.kind !== 'json') return;
  for (const [name, text] of membersOf(record.text)) {
    addJsonFields(fields, name === 'properties' && text.startsWith('{') ? text : `{${JSON.stringify(name)}:${text}}`);
  }
}
