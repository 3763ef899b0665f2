import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createNormaliser, type LogEvent } from '../../src/events/index.ts';
import { readEvtx } from '../../src/inputs/evtx/index.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/logs/sigma-regression/', import.meta.url));

/** EVTX files with the JSON that another program made of them. */
const PAIRS = existsSync(FOLDER)
  ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.evtx'))
      .filter((file) => existsSync(path.join(FOLDER, file.replace(/evtx$/, 'json'))))
  : [];

describe.skipIf(PAIRS.length === 0)('an event from EVTX and from its JSON has the same fields', () => {
  test.each(PAIRS)('%s', async (file) => {
    const fromJson = new Map(readDump(file.replace(/evtx$/, 'json')).map((event) => [keyOf(event), event]));
    const fromEvtx = await readFile(file);
    expect(fromEvtx.length).toBeGreaterThan(0);
    for (const event of fromEvtx) {
      const other = fromJson.get(keyOf(event));
      expect(comparable(event)).toEqual(other === undefined ? undefined : comparable(other));
    }
  });
});

async function readFile(file: string): Promise<LogEvent[]> {
  const normalise = createNormaliser({});
  const events: LogEvent[] = [];
  for await (const { records } of readEvtx(createReadStream(path.join(FOLDER, file)), file)) {
    for (const record of records) {
      const event = normalise(record, file);
      if (event !== undefined) events.push(event);
    }
  }
  return events;
}

/** One object, a list, or objects one after the other, each from a line that begins with its brace. */
function readDump(file: string): LogEvent[] {
  const text = readFileSync(path.join(FOLDER, file), 'utf8');
  const normalise = createNormaliser({});
  return text
    .trim()
    .split(/\n(?=\{)/)
    .flatMap((part) => JSON.parse(part))
    .flatMap((value) => normalise({ kind: 'json', value, text: '', offset: 0, isCut: false }, file) ?? []);
}

function keyOf(event: LogEvent): unknown {
  return event.fields.get('EventRecordID');
}

/** The dump has times to six digits and values without the blanks at their end; the blocks of XML hold both. */
function comparable({ fields, datasets, source, time, host }: LogEvent): unknown {
  const values = [...fields].flatMap(([name, value]): [string, unknown][] => {
    if (name.endsWith('_Xml')) return [];
    if (name === 'SystemTime' || name === 'TimeCreated') return [[name, String(value).slice(0, 26)]];
    return [[name, typeof value === 'string' ? value.trimEnd() : value]];
  });
  return { fields: Object.fromEntries(values), datasets, source, time, host };
}
