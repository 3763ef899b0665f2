import { describe, expect, test } from 'vitest';
import type { FieldValue, LogEvent } from '../event.ts';
import { dataModels } from './index.ts';
import { legacyDatasets, openMembership } from './membership.ts';
import { datasetRow } from './row.ts';

function event(fields: Readonly<Record<string, FieldValue>>, more: Partial<LogEvent> = {}): LogEvent {
  return {
    time: 1,
    timeFrom: 'event',
    isCut: false,
    index: 'main',
    host: 'h',
    source: 's',
    sourcetype: 'st',
    fields: new Map(Object.entries(fields)),
    datasets: [],
    reason: '',
    raw: () => '',
    ...more,
  };
}

function row(dataset: string, fields: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  return Object.fromEntries(datasetRow(event(fields), dataset));
}

function datasets(tags: string, fields: Readonly<Record<string, FieldValue>> = {}): readonly string[] {
  return openMembership()(event(fields), new Set(tags.split(' ')));
}

describe('rows of Endpoint', () => {
  test('an event without fields', () => {
    expect(row('Endpoint.Processes', {})).toEqual({
      dest: 'unknown',
      original_file_name: 'unknown',
      parent_process: 'unknown',
      parent_process_name: 'unknown',
      process: 'unknown',
      process_name: 'unknown',
      user: 'unknown',
      loaded_file: 'unknown',
      parent_user: 'unknown',
      vendor_product: 'st',
    });
    expect(row('Endpoint.Filesystem', {})).toEqual({
      action: 'unknown',
      dest: 'unknown',
      file_acl: 'unknown',
      file_hash: 'unknown',
      file_name: 'unknown',
      file_path: 'unknown',
      parent_process: 'unknown',
      parent_process_name: 'unknown',
      process: 'unknown',
      process_name: 'unknown',
      user: 'unknown',
      vendor_product: 'st',
    });
    expect(row('Endpoint.Ports', {})).toEqual({
      dest: 'unknown',
      dest_port: '0',
      src: 'unknown',
      src_port: '0',
      transport: 'unknown',
      transport_dest_port: 'unknown/0',
      user: 'unknown',
      vendor_product: 'st',
    });
  });

  test('fields that the model does not declare do not exist', () => {
    expect(row('Endpoint.Registry', { CommandLine: 'x', registry_path: 'p' })).not.toHaveProperty('CommandLine');
  });

  test.each([
    ['"C:\\Program Files\\a b\\c.exe" /x "d\\e"', 'c.exe'],
    ['C:\\Windows\\cmd.exe /c whoami', 'cmd.exe'],
    ['cmd.exe /c C:\\x', 'cmd.exe'],
    ['"cmd.exe" /c', '"cmd.exe"'],
    ['\\??\\C:\\Windows\\conhost.exe 0xffff', 'conhost.exe'],
    ['  C:\\a.exe', 'a.exe'],
    ['"unclosed C:\\a.exe', '"unclosed'],
  ])('process_name out of %s', (process, expected) => {
    expect(row('Endpoint.Processes', { process })['process_name']).toBe(expected);
    expect(row('Endpoint.Processes', { parent_process: process })['parent_process_name']).toBe(expected);
    expect(row('Endpoint.Processes', { process, process_name: 'given' })['process_name']).toBe('given');
  });

  test('process_integrity_level is lower-cased, the hyphen of a user stays', () => {
    expect(row('Endpoint.Processes', { process_integrity_level: 'High', user: '-' })).toMatchObject({
      process_integrity_level: 'high',
      user: '-',
    });
  });

  test.each([
    [{ vendor_product: 'VP', vendor: 'a', product: 'b' }, 'VP'],
    [{ vendor: 'a', product: 'b' }, 'a b'],
    [{ vendor: 'a' }, 'a unknown'],
    [{ product: 'b' }, 'unknown b'],
    [{ vendor: 'unknown', product: 'b' }, 'st'],
    [{}, 'st'],
  ])('vendor_product of %j', (fields, expected) => {
    expect(row('Endpoint.Services', fields as Record<string, string>)['vendor_product']).toBe(expected);
  });

  test('file_size that is no number is absent', () => {
    expect(row('Endpoint.Filesystem', { file_size: '12' })['file_size']).toBe('12');
    expect(row('Endpoint.Filesystem', { file_size: 'big' })).not.toHaveProperty('file_size');
  });

  test('one pair of Ports for each transport and port', () => {
    expect(row('Endpoint.Ports', { transport: 'tcp', dest_port: ['80', '443'] })['transport_dest_port']).toEqual([
      'tcp/80',
      'tcp/443',
    ]);
  });

  test('a dataset that does not exist is a bug of the caller', () => {
    expect(() => datasetRow(event({}), 'Endpoint.Nothing')).toThrow('no dataset Endpoint.Nothing');
  });
});

describe('rows of the other models', () => {
  test('Web: lengths follow the fallbacks, a lone hyphen is missing', () => {
    const web = row('Web.Web', {
      url: 'https://user@host.test:8443/a?b',
      http_user_agent: '-',
      bytes: '10',
      bytes_in: '4',
    });
    expect(web).toMatchObject({
      url_length: '31',
      url_domain: 'host.test',
      http_user_agent: 'unknown',
      http_user_agent_length: '7',
      bytes_out: '6',
      dest: 'unknown',
    });
  });

  test('Network_Traffic: transport in small letters, ports that are no numbers are 0', () => {
    expect(row('Network_Traffic.All_Traffic', { transport: 'UDP', dest_port: '-', src_port: '53' })).toMatchObject({
      transport: 'udp',
      dest_port: '0',
      src_port: '53',
    });
  });

  test('Network_Resolution: reply codes in words', () => {
    expect(row('Network_Resolution.DNS', { reply_code_id: '3' })['reply_code']).toBe('Non-Existent Domain');
    expect(row('Network_Resolution.DNS', { reply_code: 'NXDomain' })).toMatchObject({
      reply_code: 'Non-Existent Domain',
      reply_code_id: 'NXDomain',
    });
    expect(row('Network_Resolution.DNS', { answer: ['a', 'b'], query: 'q' })).toMatchObject({
      answer_count: '2',
      query_count: '1',
    });
  });

  test('Change: result falls back to the signature', () => {
    expect(row('Change.Account_Management', { signature: 'renamed', signature_id: '4781' })).toMatchObject({
      result: 'renamed',
      result_id: '4781',
      src_user: 'unknown',
      command: 'unknown',
    });
    expect(row('Change.All_Changes', {})['result_id']).toBe('-1');
  });

  test('Authentication: app falls back to the sourcetype', () => {
    expect(row('Authentication.Authentication', {})['app']).toBe('st');
  });
});

describe('an empty text is a missing value', () => {
  test('for fallbacks to a word, to another field, to the sourcetype', () => {
    expect(row('Authentication.Authentication', { user: '', src: '', app: '' })).toMatchObject({
      user: 'unknown',
      src: 'unknown',
      app: 'st',
    });
    expect(row('Change.All_Changes', { result: '', signature: 'renamed', result_id: '' })).toMatchObject({
      result: 'renamed',
      result_id: '-1',
    });
    expect(row('Web.Web', { url: '', http_user_agent: '' })).toMatchObject({ url: 'unknown', url_length: '7' });
    expect(row('Endpoint.Ports', { transport: 'tcp', dest_port: '' })).toMatchObject({
      dest_port: '0',
      transport_dest_port: 'tcp/0',
    });
  });

  test('for small letters and for names of programs', () => {
    const processes = row('Endpoint.Processes', { process_integrity_level: '', process_name: '', process: 'a.exe -x' });
    expect(processes['process_integrity_level']).toBeUndefined();
    expect(processes['process_name']).toBe('a.exe');
  });

  test('but not for fields that are as extracted, and not for vendor_product', () => {
    expect(row('Authentication.Authentication', { reason: '' })['reason']).toBe('');
    expect(row('Web.Web', { vendor_product: '' })['vendor_product']).toBe('');
  });

  test('a list keeps its empty values', () => {
    expect(row('Web.Web', { dest: ['', 'a'] })['dest']).toEqual(['', 'a']);
  });
});

describe('membership', () => {
  test.each([
    ['process report', ['Endpoint.Processes']],
    ['process', []],
    ['endpoint filesystem registry', ['Endpoint.Filesystem', 'Endpoint.Registry']],
    ['listening port service report', ['Endpoint.Services', 'Endpoint.Ports']],
    ['certificate tls', ['Certificates.All_Certificates', 'Certificates.SSL']],
    ['certificate', ['Certificates.All_Certificates']],
  ])('tags %s', (tags, expected) => {
    expect([...datasets(tags)].sort()).toEqual([...expected].sort());
  });

  test('children by values of fields, after the calculations of their parent', () => {
    expect(datasets('network communicate', { action: 'blocked' })).toEqual([
      'Network_Traffic.All_Traffic',
      'Network_Traffic.Traffic_By_Action',
      'Network_Traffic.Blocked_Traffic',
    ]);
    expect(datasets('network communicate')).toEqual([
      'Network_Traffic.All_Traffic',
      'Network_Traffic.Traffic_By_Action',
    ]);
    expect(datasets('change account', { action: 'modified', result: 'lockout' })).toEqual([
      'Change.All_Changes',
      'Change.Account_Management',
      'Change.Account_Lockouts',
      'Change.Accounts_Updated',
    ]);
  });

  test('Authentication leaves out what a machine account did well', () => {
    expect(datasets('authentication', { action: 'success', user: 'WS-07$' })).toEqual([]);
    expect(datasets('authentication privileged', { action: 'failure', user: 'WS-07$' })).toEqual([
      'Authentication.Authentication',
      'Authentication.Failed_Authentication',
      'Authentication.Privileged_Authentication',
      'Authentication.Failed_Privileged_Authentication',
    ]);
  });

  test('Change leaves out files and registry objects', () => {
    expect(datasets('change', { object_category: 'registry' })).toEqual([]);
  });
});

describe('descriptions for the catalog', () => {
  test('path, parent and inherited fields', () => {
    const change = dataModels().find(({ model }) => model === 'Change');
    const created = change?.datasets.find(({ name }) => name === 'Accounts_Created');
    expect(created).toMatchObject({
      parent: 'Account_Management',
      path: ['All_Changes', 'Account_Management', 'Accounts_Created'],
    });
    expect(created?.fields).toEqual(expect.arrayContaining(['command', 'src_user', 'dest_category', 'tag']));
  });

  test('roots come before their children, and no name occurs twice in a model', () => {
    for (const { datasets: described } of dataModels()) {
      const names = described.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { name, parent } of described) {
        if (parent !== undefined) expect(names.indexOf(parent)).toBeLessThan(names.indexOf(name));
      }
    }
  });
});

describe('models beside the current ones', () => {
  test('an event is a row of an earlier model only where that is asked for', () => {
    const registry = event({ tag: ['change', 'registry'], object_category: 'registry', object_path: 'HKLM\\a' });
    expect(datasets('change registry', { object_category: 'registry' })).toEqual([]);
    expect(legacyDatasets(registry)).toEqual(['Change_Analysis.All_Changes']);
    expect(legacyDatasets(event({ tag: 'process' }))).toEqual([]);
    const made = Object.fromEntries(datasetRow(registry, 'Change_Analysis.All_Changes'));
    expect(made).toMatchObject({ object_path: 'HKLM\\a', dest: 'unknown' });
  });

  test('assets, identities and findings of UBA have fields, and no event is one', () => {
    const described = dataModels().flatMap(({ model, datasets: all }) => all.map(({ name }) => `${model}.${name}`));
    expect(described).toEqual(
      expect.arrayContaining([
        'Identity_Management.All_Assets',
        'Identity_Management.All_Identities',
        'UEBA.UEBA_Anomalies',
        'Change_Analysis.All_Changes',
      ]),
    );
    expect(datasets('ueba asset identity')).toEqual([]);
  });
});
