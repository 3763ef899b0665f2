import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../read-logs.ts';
import type { LogRecord, Skip } from '../record.ts';

async function read(text: string, options: { anyText?: boolean; maxRecordBytes?: number } = {}) {
  const records: LogRecord[] = [];
  const skipped: Skip[] = [];
  for await (const batch of readBytes(Buffer.from(text), 'x.log', options)) {
    records.push(...batch.records);
    skipped.push(...batch.skipped);
  }
  return { records, skipped };
}

async function texts(text: string): Promise<string[]> {
  return (await read(text)).records.map((record) => (record.kind === 'text' ? record.text : record.kind));
}

describe('a line is an event', () => {
  test('in a log of audit records, with line breaks of Windows and without the last one', async () => {
    const lines = ['type=CWD msg=audit(1617619800.1:7): cwd="/"', 'type=EOE msg=audit(1617619800.1:7):'];
    expect(await texts(`${lines.join('\r\n')}`)).toEqual(lines);
  });

  test('behind a header of syslog, also where it has no time', async () => {
    const lines = ['Oct 17 09:12:44 web sshd[7]: Accepted', '  and more', '<13>web app: hello'];
    expect(await texts(`${lines.join('\n')}\n\n`)).toEqual(lines);
  });

  test('and its place is that of its first byte', async () => {
    const { records } = await read('a=1\n\nb=2\n');
    expect(records.map(({ offset }) => offset)).toEqual([0, 5]);
  });
});

describe('an event of several lines', () => {
  test('begins with a line that begins with a time', async () => {
    const first = '10/17/2024 09:12:44 AM\nLogName=Security\nMessage=An account\n\n\tAccount Name:\tkim';
    const second = '10/17/2024 09:12:45 AM\nLogName=System';
    expect(await texts(`${first}\n${second}\n`)).toEqual([first, second]);
  });

  test('is skipped where it is too long, and the next one read', async () => {
    const text = `2024-10-17 09:12:44 ${'x'.repeat(3000)}\n2024-10-17 09:12:45 y\n`;
    const { records, skipped } = await read(text, { maxRecordBytes: 1000 });
    expect(records.map((record) => record.kind === 'text' && record.text)).toEqual(['2024-10-17 09:12:45 y']);
    expect(skipped.map(({ reason }) => reason)).toEqual(['record too long']);
  });
});

describe('a table', () => {
  test('of commas has its columns from the first line, and cells that hold line breaks', async () => {
    const { records } = await read('time,user,note\n2024-10-17,kim,"a\nb"\n2024-10-18,lee,c\n');
    const header = { kind: 'delimited', separator: ',', names: ['time', 'user', 'note'] };
    expect(records).toMatchObject([
      { text: '2024-10-17,kim,"a\nb"', header },
      { text: '2024-10-18,lee,c', header },
    ]);
  });

  test('of the W3C has its columns from its directives, which may change', async () => {
    const log = '#Software: IIS\n#Fields: date time c-ip\n2024-10-17 09:12:44 ::1\n#Fields: time\n09:12:45\n';
    const { records } = await read(log);
    expect(records).toMatchObject([
      { text: '2024-10-17 09:12:44 ::1', header: { kind: 'w3c', names: ['date', 'time', 'c-ip'] } },
      { text: '09:12:45', header: { names: ['time'] } },
    ]);
  });

  test('of Zeek has them too, with its separator and the name of the log', async () => {
    const { records } = await read('#separator \\x09\n#path\tconn\n#fields\tts\tuid\n1.5\tC1\n#close\t2024\n');
    const header = { kind: 'zeek', separator: '\t', names: ['ts', 'uid'], log: 'conn' };
    expect(records).toMatchObject([{ text: '1.5\tC1', header }]);
  });
});

describe('mixed logs', () => {
  test('are taken apart: lines, objects over several lines, events of Windows', async () => {
    const event = '<Event><System><EventID>1</EventID></System></Event>';
    const text = `type=CWD msg=audit(1617619800.1:7):\n{\n "a": 1\n}\n${event}\nOct 17 09:12:44 h sysmon: ${event}\nk=v\n`;
    const { records } = await read(text);
    expect(records.map(({ kind }) => kind)).toEqual(['text', 'json', 'windows-event', 'windows-event', 'text']);
  });

  test('also where objects or events come first', async () => {
    expect(await texts('{"a":1}\ntype=CWD msg=audit(1617619800.1:7):\n{"a":2}\n')).toEqual([
      'json',
      'type=CWD msg=audit(1617619800.1:7):',
      'json',
    ]);
    const event = '<Event><System><EventID>1</EventID></System></Event>';
    expect(await texts(`${event}\nkey=value\n${event}\n`)).toEqual(['windows-event', 'key=value', 'windows-event']);
  });

  test('a brace that is no object is text', async () => {
    expect(await texts('a=1\n{ not json\nb=2\n')).toEqual(['a=1', '{ not json', 'b=2']);
  });
});

test('any text is read where it is asked for', async () => {
  const prose = 'Dear reader\nthis is no log';
  expect((await read(prose)).skipped.map(({ reason }) => reason)).toEqual(['not recognised']);
  expect((await read(prose, { anyText: true })).records).toHaveLength(2);
});

test('any lines: no crash, no hang', async () => {
  const line = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('{', '{"a":1}', '<Event>', '2024-10-17 09:12:44 x', '"', '#fields\ta\tb', '<Event><System>'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
      await read(`k=v\n${lines.join('\n')}`, { anyText: true });
    }),
    { numRuns: 300 },
  );
});
