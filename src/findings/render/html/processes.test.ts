import { describe, expect, test } from 'vitest';
import type { Row } from '../../../language/index.ts';
import type { Finding, FindingEvent } from '../../finding.ts';
import type { ProcessNode } from '../../process-tree/process.ts';
import { findingTrees } from './processes.ts';

function finding(result: Row, raws: readonly string[] = []): Finding {
  const events = raws.map((raw, at): FindingEvent => {
    return { file: 'a.evtx', record: at + 1, time: 1000 + at, host: 'ws-07', source: 's', sourcetype: 't', raw };
  });
  return {
    schema: 1,
    detection: { name: 'D', id: null, version: null, type: 'TTP', file: 'd.yml' },
    severity: 'high',
    risk_score: 1,
    risk_objects: [],
    threat_objects: [],
    message: '',
    mitre_attack_id: [],
    analytic_story: [],
    first_time: '1970-01-01T00:16:40Z',
    last_time: null,
    result,
    events,
  };
}

/** `parent > child*`, where a star is a mark. */
function drawn(nodes: readonly ProcessNode[]): readonly unknown[] {
  return nodes.map(({ process, children }) => {
    const name = `${process.name}${process.marks ? '*' : ''}`;
    return children.length === 0 ? name : [name, ...drawn(children)];
  });
}

const sysmon = (id: number, data: Readonly<Record<string, string>>) =>
  `<Event xmlns='x'><System><EventID>${id}</EventID></System><EventData>${Object.entries(data)
    .map(([name, value]) => `<Data Name='${name}'>${value}</Data>`)
    .join('')}</EventData></Event>`;

const CMD = {
  ProcessGuid: '{A-2}',
  ProcessId: '2',
  Image: 'C:\\Windows\\cmd.exe',
  CommandLine: 'cmd.exe /c &quot;a &amp; b&quot;',
  ParentProcessGuid: '{A-1}',
  ParentProcessId: '1',
  ParentImage: 'C:\\Windows\\explorer.exe',
};

describe('the processes of a finding', () => {
  test('are those of its row', () => {
    const row = { dest: 'WS-07', process_name: 'cmd.exe', process: 'cmd /c x', parent_process_name: 'winword.exe' };
    expect(drawn(findingTrees(finding(row)))).toEqual([['winword.exe', 'cmd.exe*']]);
  });

  test('join with those of its events by GUID, braces or not', () => {
    const row = { dest: 'WS-07', process_name: 'whoami.exe', process_guid: 'a-3', parent_process_guid: 'a-2' };
    const trees = findingTrees(finding(row, [sysmon(1, CMD)]));
    expect(drawn(trees)).toEqual([['explorer.exe', ['cmd.exe', 'whoami.exe*']]]);
    expect(trees[0]?.children[0]?.process.commandLine).toBe('cmd.exe /c "a & b"');
  });

  test('are told by Security too, whose own process is the parent', () => {
    const data = {
      NewProcessId: '0x20',
      NewProcessName: 'C:\\b.exe',
      ProcessId: '0x10',
      ParentProcessName: 'C:\\a.exe',
    };
    const trees = findingTrees(finding({}, [sysmon(4688, data)]));
    expect(drawn(trees)).toEqual([['a.exe', 'b.exe']]);
    expect([trees[0]?.process.pid, trees[0]?.children[0]?.process.pid]).toEqual(['16', '32']);
  });

  test.each([
    ['a row that sums up several', { process_name: ['a.exe', 'b.exe'], parent_process_name: 'c.exe' }, []],
    ['a row without a parent', { process_name: 'a.exe' }, []],
    ['a row of something else', { user: 'kim' }, []],
    ['events of something else', {}, [sysmon(3, CMD), 'text', '<Event', '']],
  ])('are none for %s', (_, row, raws) => {
    expect(findingTrees(finding(row, raws))).toEqual([]);
  });
});
