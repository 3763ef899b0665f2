import { describe, expect, test } from 'vitest';
import { observablesOf } from './stix-objects.ts';

function idsOf(type: string, value: string, field = 'f') {
  return observablesOf({ type, field, value }).map(({ id }) => id);
}

describe('observablesOf', () => {
  // Expected: the ids that the STIX library of OASIS (Python, 3.0.2) gives the same objects.
  test.each([
    ['system', '198.51.100.3', ['ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4']],
    ['ip_address', '2001:db8::1', ['ipv6-addr--6469e3a9-b053-5e34-a025-9396ae051d26']],
    ['system', 'ws-07.corp.example', ['domain-name--26b0544d-979f-5366-86fb-ab455a34511e']],
    ['user', 'kim "é"', ['user-account--94f4a4ae-4564-5161-aa59-26821e6c3e0b']],
    [
      'file_path',
      'C:\\Temp\\x.exe',
      ['file--ffb71337-8281-5d08-a136-29f94245e446', 'directory--3a5084a9-7536-5791-8d1f-fe108e365bda'],
    ],
    ['file_hash', 'd41d8cd98f00b204e9800998ecf8427e', ['file--02fff920-f614-527c-81d1-6353633a6d21']],
    ['url', 'http://example.com/a?b', ['url--703efe73-f9a5-5f0e-a5f7-406e348857cd']],
    ['registry_path', 'HKLM\\Software\\X', ['windows-registry-key--444dfa80-6f87-5174-9a31-c777bf4f2d3e']],
    ['email_address', 'a@example.com', ['email-addr--8f5f7fba-cc24-5e3f-aca4-f7194112e042']],
  ])('names %s %s as the specification does', (type, value, ids) => {
    expect(idsOf(type, value)).toEqual(ids);
  });

  test.each([
    ['user', ''],
    ['system', 'not a host'],
    ['system', '-x'],
    ['url', 'http://example.com/<x>'],
    ['url', 'no url'],
    ['email', 'nobody'],
    ['file_hash', 'd41d'],
    ['file_hash', 'z'.repeat(32)],
    ['other', 'x'],
  ])('has nothing for %s %j', (type, value) => {
    expect(idsOf(type, value)).toEqual([]);
  });

  test('takes a process by its command line, or by the name of its image', () => {
    expect(observablesOf({ type: 'process', field: 'process', value: 'cmd /c x' })).toMatchObject([
      { type: 'process', command_line: 'cmd /c x' },
    ]);
    const [process, file] = observablesOf({ type: 'process', field: 'process_name', value: 'cmd.exe' });
    expect(file).toMatchObject({ type: 'file', name: 'cmd.exe' });
    expect(process).toMatchObject({ type: 'process', image_ref: file?.id });
    expect(process?.id).toMatch(/^process--.{14}4/);
  });
});
