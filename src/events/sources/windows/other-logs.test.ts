import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../../test/support/event-of.ts';
import { readBytes } from '../../../inputs/index.ts';
import { createNormaliser, datasetRow, type LogEvent } from '../../index.ts';

function fields(event: LogEvent): Record<string, unknown> {
  return Object.fromEntries(event.fields);
}

describe('admon', () => {
  const record = [
    '02/01/2024 15:17:18.0099',
    'dcName=dc.example.test',
    'admonEventType=Update',
    'Names:',
    '\t\tobjectCategory=CN=Group-Policy-Container,CN=Schema,CN=Configuration,DC=example,DC=test',
    '\t\tdisplayName=Default Domain Policy',
    '\t\tdistinguishedName=CN={31B2F340},CN=Policies,CN=System,DC=example,DC=test',
    'Object Details:',
    '\t\tobjectClass=top|container|groupPolicyContainer',
    '\t\tdSCorePropagationData=20240201',
    '\t\tdSCorePropagationData=16010101',
    'Event Details:',
    '\t\twhenChanged=07:15.0 PM, Thu 01/28/2024',
  ].join('\n');

  test('is recognised, and every line is a field', () => {
    const event = eventOf(record);
    expect(event).toMatchObject({
      source: 'ActiveDirectory',
      sourcetype: 'ActiveDirectory',
      host: 'dc.example.test',
      time: Date.UTC(2024, 1, 1, 15, 17, 18) / 1000 + 0.0099,
    });
    expect(fields(event)).toMatchObject({
      admonEventType: 'Update',
      displayName: 'Default Domain Policy',
      objectCategory: 'CN=Group-Policy-Container,CN=Schema,CN=Configuration,DC=example,DC=test',
      objectClass: 'top|container|groupPolicyContainer',
      dSCorePropagationData: ['20240201', '16010101'],
    });
  });

  test('records of a file are told apart by their dates', async () => {
    const sources: string[] = [];
    const normalise = createNormaliser({});
    for await (const { records } of readBytes(Buffer.from(`${record}\n\n${record}\n`), 'x')) {
      for (const one of records) sources.push(normalise(one, 'x').source);
    }
    expect(sources).toEqual(['ActiveDirectory', 'ActiveDirectory']);
  });

  test('cut anywhere', () => {
    for (let end = 0; end < record.length; end += 11) eventOf(record.slice(0, end), { sourcetype: 'ActiveDirectory' });
  });
});

describe('debug log of the DNS server', () => {
  const query =
    '3/5/2024 9:18:29 AM 0C58 PACKET  00000000028F2E10 UDP Rcv 10.0.0.7        5b7e   Q [0001   D   NOERROR] A      (3)www(7)example(4)test(0)';

  test('a query is a row of DNS', () => {
    const event = eventOf(query, { host: 'dc' });
    expect(event).toMatchObject({ sourcetype: 'MSAD:NT6:DNS', time: Date.UTC(2024, 2, 5, 9, 18, 29) / 1000 });
    expect(Object.fromEntries(datasetRow(event, 'Network_Resolution.DNS'))).toMatchObject({
      query: 'www.example.test',
      record_type: 'A',
      src: '10.0.0.7',
      dest: 'dc',
      message_type: 'Query',
      transport: 'udp',
    });
  });

  test('so is the answer that goes back', () => {
    const answer = query.replace('Rcv', 'Snd').replace('  Q [0001   D   NOERROR', 'R Q [8381   DR NXDOMAIN');
    expect(fields(eventOf(answer, { host: 'dc' }))).toMatchObject({
      message_type: 'Response',
      reply_code: 'Non-Existent Domain',
      src: '10.0.0.7',
      dest: 'dc',
    });
  });

  test('the root, and lines that are none', () => {
    expect(fields(eventOf(query.replace(/\(3\).*/, '(0)')))).toMatchObject({ query: '.' });
    for (let end = 0; end < query.length; end += 5) eventOf(query.slice(0, end), { sourcetype: 'MSAD:NT6:DNS' });
  });
});

test('lists from PowerShell inputs are named values', () => {
  const event = eventOf('name="evil"\nimage="C:\\\\x y.dll"', { sourcetype: 'Pwsh:InstalledIISModules' });
  expect(fields(event)).toMatchObject({ name: 'evil' });
  expect(event.fields.get('image')).toMatch(/x y\.dll$/);
  expect(event.reason).toBe('the sourcetype that was given');
});

test('any text under these sourcetypes: nothing is thrown', () => {
  const sourcetype = fc.constantFrom('ActiveDirectory', 'MSAD:NT6:DNS', 'PwSh:bootloader');
  fc.assert(
    fc.property(sourcetype, fc.string(), (given, text) => {
      expect(eventOf(`x${text}`, { sourcetype: given }).sourcetype).toBe(given);
    }),
  );
});
