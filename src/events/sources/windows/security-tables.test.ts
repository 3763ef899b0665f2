import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createNormaliser, type LogEvent } from '../../index.ts';
import { buildEvent, type DataItem } from './json/build.ts';

/** Values by event number, as published for the add-on. Those that newer versions changed are named below. */
interface Told {
  readonly signature: string;
  readonly audit?: { readonly action: string; readonly change_type: string; readonly object_category: string };
  readonly category?: string;
  readonly action_by_status?: Readonly<Record<string, readonly string[]>>;
}

interface Tables {
  readonly windows_security: Readonly<Record<string, Told>>;
  readonly windows_4625_substatus: Readonly<Record<string, string>>;
}

const PATH = '../shared/reference/tables.json';

function security(eventId: string, data: readonly DataItem[]): LogEvent {
  const about = { provider: 'P', eventId, keywords: '0x8020000000000000', channel: 'Security', computer: 'dc' };
  const event = buildEvent({ ...about, systemTime: '2024-03-05T09:18:29Z' }, data);
  return createNormaliser({})({ kind: 'windows-event', event, offset: 0, isCut: false }, 'x.evtx');
}

const ACCOUNTS: readonly DataItem[] = [
  ['SubjectUserName', 'adm'],
  ['TargetUserName', 'kim'],
];

function fields(event: LogEvent): Record<string, unknown> {
  return Object.fromEntries(event.fields);
}

describe.skipIf(!existsSync(PATH))('every event of the tables', () => {
  const { windows_security: told, windows_4625_substatus: failures } = existsSync(PATH)
    ? (JSON.parse(readFileSync(PATH, 'utf8')) as Tables)
    : { windows_security: {}, windows_4625_substatus: {} };

  test.each(Object.entries(told))('%s: signature, and what was changed', (eventId, { signature, audit, category }) => {
    const event = security(eventId, ACCOUNTS);
    expect(fields(event)).toMatchObject({
      signature,
      name: signature,
      subject: signature,
      src_user: 'adm',
      dest: 'dc',
    });
    if (audit !== undefined) expect(fields(event)).toMatchObject(audit);
    expect(event.fields.get('CategoryString')).toBe(category);
    expect(event.fields.has('action') && event.fields.has('status')).toBe(true);
  });

  const byStatus = Object.entries(told).flatMap(([eventId, { action_by_status = {} }]) =>
    Object.entries(action_by_status).flatMap(([action, codes]) =>
      codes.map((code) => [eventId, code, action] as const),
    ),
  );

  test('actions by status', () => {
    for (const [eventId, code, action] of byStatus) {
      const event = security(eventId, [...ACCOUNTS, ['Status', code]]);
      expect([eventId, code, event.fields.get('action')]).toEqual([eventId, code, action]);
    }
  });

  test('failed logons by their sub-status', () => {
    for (const [code, signature] of Object.entries(failures)) {
      expect(security('4625', [['SubStatus', code]]).fields.get('signature')).toBe(signature);
    }
  });
});
