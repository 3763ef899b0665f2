import { describe, expect, test } from 'vitest';
import type { Finding, ProcessStart } from '../../findings/index.ts';
import type { Row } from '../../language/index.ts';
import { openMarks } from './marks.ts';
import { processId } from './start.ts';

const TIMES = { first_time: '2024-10-17T09:00:00Z', last_time: '2024-10-17T09:00:10Z' };

function finding(result: Row): Finding {
  return {
    schema: 1,
    detection: { name: 'D', id: null, version: null, type: 'TTP', file: 'd.yml' },
    severity: 'high',
    risk_score: 0,
    risk_objects: [],
    threat_objects: [],
    message: '',
    mitre_attack_id: [],
    analytic_story: [],
    ...TIMES,
    result,
  };
}

const PROCESS: ProcessStart = {
  time: Date.parse('2024-10-17T09:00:05Z') / 1000,
  host: 'ws-07',
  name: 'cmd.exe',
  pid: '4660',
  guid: '{A}',
  commandLine: 'cmd /c dir',
};

describe('a finding marks', () => {
  test.each([
    ['the process of its GUID, whatever else', { process_guid: ['{x}', '{a}'] }, true],
    [
      'not one of another GUID, though the id is the same',
      { process_guid: '{B}', dest: 'ws-07', process_id: '4660' },
      false,
    ],
    ['the process id of its host, in hexadecimal too', { dest: 'WS-07', process_id: '0x1234' }, true],
    ['not that of another host', { dest: 'ws-08', process_id: '4660' }, false],
    ['not one of another name', { dest: 'ws-07', process_id: '4660', process_name: 'net.exe' }, false],
    ['the command line', { Computer: 'ws-07', CommandLine: 'CMD /c dir', Image: 'C:\\Windows\\cmd.exe' }, true],
    ['the name', { dest: 'ws-07', process_name: 'CMD.exe' }, true],
    ['nothing where it names no process', { dest: 'ws-07', user: 'kim' }, false],
  ] satisfies readonly [string, Row, boolean][])('%s', (_, result, isMarked) => {
    const marks = openMarks();
    marks.add(finding(result));
    expect(marks.of(PROCESS)).toEqual(isMarked ? [{ detection: 'D', severity: 'high' }] : []);
    expect(marks.unplaced()).toBe(isMarked ? 0 : 1);
  });

  test('not a process of another time', () => {
    const marks = openMarks();
    marks.add(finding({ dest: 'ws-07', process_name: 'cmd.exe' }));
    const { guid: _, ...other } = PROCESS;
    expect(marks.of({ ...other, time: Date.parse('2024-10-17T09:00:13Z') / 1000 })).toEqual([]);
    expect(marks.of({ ...other, time: Date.parse('2024-10-17T09:00:12Z') / 1000 })).toHaveLength(1);
  });
});

test.each([
  ['0x1234', '4660'],
  ['4660', '4660'],
  ['0xnone', '0xnone'],
  [undefined, undefined],
])('the process id %s is %s', (text, expected) => {
  expect(processId(text)).toBe(expected);
});
