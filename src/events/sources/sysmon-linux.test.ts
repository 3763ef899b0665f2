import { expect, test } from 'vitest';
import { createNormaliser, datasetRow } from '../index.ts';
import { buildEvent, type DataItem } from './windows/json/build.ts';

function linux(eventId: string, data: readonly DataItem[]) {
  const event = buildEvent(
    {
      provider: 'Linux-Sysmon',
      eventId,
      systemTime: '2024-10-17T09:12:44.1Z',
      recordId: '7',
      channel: 'Linux-Sysmon/Operational',
      computer: 'web01',
      userId: '0',
    },
    data,
  );
  return createNormaliser({})({ kind: 'windows-event', event, offset: 0, isCut: false }, 'syslog');
}

const PROCESS: readonly DataItem[] = [
  ['ProcessGuid', '{8D6F46D4-1DAF-5F70-0000-000000000001}'],
  ['ProcessId', '88'],
  ['Image', '/usr/bin/curl'],
  ['User', 'root'],
];

test('EventID 1: slashes, no domain, hyphens stay', () => {
  const event = linux('1', [
    ...PROCESS,
    ['CommandLine', 'curl http://x'],
    ['OriginalFileName', '-'],
    ['Hashes', '-'],
    ['ParentImage', '-'],
    ['ParentCommandLine', '-'],
  ]);
  expect(event).toMatchObject({
    source: 'Syslog:Linux-Sysmon/Operational',
    sourcetype: 'sysmon:linux',
    host: 'web01',
    time: 1729156364.1,
    datasets: ['Endpoint.Processes'],
  });
  expect(Object.fromEntries(event?.fields ?? [])).toMatchObject({
    process: 'curl http://x',
    process_name: 'curl',
    process_exec: 'curl',
    process_path: '/usr/bin/curl',
    original_file_name: '-',
    process_hash: '-',
    user: 'root',
    dest: 'web01',
  });
  for (const name of ['dvc', 'event_id', 'RecordNumber', 'user_id', 'parent_process']) {
    expect(event?.fields.has(name)).toBe(false);
  }
});

test('EventID 11', () => {
  const event = linux('11', [
    ...PROCESS,
    ['TargetFilename', '/tmp/a.sh'],
    ['CreationUtcTime', '2024-10-17 09:12:44.100'],
  ]);
  expect(event?.datasets).toEqual(['Endpoint.Filesystem']);
  if (event === undefined) return;
  expect(Object.fromEntries(datasetRow(event, 'Endpoint.Filesystem'))).toMatchObject({
    file_name: 'a.sh',
    file_path: '/tmp/a.sh',
    process_guid: '{8D6F46D4-1DAF-5F70-0000-000000000001}',
    user: 'root',
  });
});
