import { describe, expect, test } from 'vitest';
import { createNormaliser, datasetRow, type LogEvent, type NormaliseOptions } from '../../src/events/index.ts';
import { SOURCES } from '../../src/events/sources/index.ts';
import { readEvents } from '../support/read-events.ts';
import { stepsOf } from '../support/regex-steps.ts';
import { SOURCE_EXAMPLES } from '../support/source-examples.ts';

/** Nothing in their logs tells them: only the sourcetype that is given. */
const NOT_RECOGNISED = SOURCES.filter(({ recognise }) => recognise === undefined).map(({ name }) => name);

const CASES = SOURCES.map(({ name, sourcetypes }) => ({
  name,
  sourcetype: sourcetypes[0] ?? 'unknown',
  text: SOURCE_EXAMPLES[name] ?? `name="a b" value=1`,
}));
const JSON_CASES = CASES.filter(({ text }) => text.startsWith('{'));
const TEXT_CASES = CASES.filter(({ text }) => !text.startsWith('{'));

test('every source has an example, and is recognised by it', async () => {
  for (const { name, text, sourcetype } of CASES) {
    if (NOT_RECOGNISED.includes(name)) continue;
    const { events, skipped } = await readEvents(`${text}\n`, 'example.log', {});
    expect([name, events.length, skipped]).toEqual([name, 1, []]);
    const again = await readEvents(`${text}\n`, 'example.log', { sourcetype });
    expect([name, events[0]?.reason]).toEqual([name, again.events[0]?.reason]);
  }
});

describe.each(CASES)('$name', ({ text, sourcetype }) => {
  test('cut at any place', async () => {
    const step = Math.max(1, Math.floor(text.length / 24));
    for (let end = 1; end < text.length; end += step) await survives(text.slice(0, end), sourcetype);
  });

  test('bytes that are no text, marks in the middle, other line ends', async () => {
    const at = Math.floor(text.length / 2);
    for (const bytes of [[0], [0, 0, 0, 0], [0xff, 0xfe], [0xc3, 0x28], [0xef, 0xbb, 0xbf], [0x0d, 0x0a], [0x1d]]) {
      const parts = [Buffer.from(text.slice(0, at)), Buffer.from(bytes), Buffer.from(text.slice(at))];
      await survives(Buffer.concat(parts), sourcetype);
    }
    const { events } = await readEvents(`${text}\r\n`, 'example.log', {});
    expect(events.length).toBe(1);
  });

  test('years and numbers beyond what clocks and counters hold', async () => {
    for (const year of ['1601', '30000', '0000', '9999']) await survives(text.replace(/\b2024\b/g, year), sourcetype);
    for (const number of ['-1', '99999999999999999999', '1e400', '-0', '0x7fffffffffffffff', 'NaN']) {
      await survives(text.replace(/\b\d+\b/g, number), sourcetype);
    }
  });

  test('a bad event costs itself alone', async () => {
    // What precedes the last line names its columns, or is the rest of it.
    const [line = ''] = text.startsWith('#') ? text.split('\n').slice(-1) : [text];
    const head = text.slice(0, text.length - line.length);
    const { events } = await readEvents(
      `${head}${line}\n${line.slice(0, line.length / 2)}\n${line}\n`,
      'example.log',
      {},
    );
    expect(events.filter((event) => event.raw() === line).length).toBe(2);
  });
});

describe.each(JSON_CASES)('$name as JSON', ({ text, sourcetype }) => {
  const value: Readonly<Record<string, unknown>> = JSON.parse(text);

  test('values of other types than expected', async () => {
    for (const odd of ODD) {
      await survives(JSON.stringify(replaced(value, () => odd)), sourcetype);
      for (const key of Object.keys(value)) await survives(JSON.stringify({ ...value, [key]: odd }), sourcetype);
    }
  });

  test('names that every object of JavaScript has, as keys and as values', async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      await survives(JSON.stringify(replaced(value, () => name)), sourcetype);
      await survives(text.replace('{', `{"${name}":{"${name}":1},`), sourcetype);
    }
  });

  test('each key twice, and keys that are missing', async () => {
    await survives(`${text.slice(0, -1)},${text.slice(1)}`, sourcetype);
    for (const key of Object.keys(value)) await survives(JSON.stringify({ ...value, [key]: undefined }), sourcetype);
  });

  test('10,000 keys, 10,000 elements, and nesting 400 and 10,000 deep', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => index);
    const wide = { ...value, ...Object.fromEntries(many.map((index) => [`k${index}`, 'v'])) };
    const [event] = await survives(JSON.stringify(wide), sourcetype);
    expect(event?.fields.get('k9999')).toBe('v');
    await survives(JSON.stringify({ ...value, list: many, objects: many.map((index) => ({ index })) }), sourcetype);
    for (const depth of [400, 10_000]) {
      const deep = `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;
      await survives(text.replace(/}$/, `,"deep":${deep}}`), sourcetype);
    }
  });
});

describe('values of megabytes', () => {
  test.each(CASES)('$name', async ({ text, sourcetype }) => {
    for (const pump of ['\\a', 'a="', '[']) {
      const long = pump.repeat(2_000_000 / pump.length);
      const isJson = text.startsWith('{');
      const content = isJson ? JSON.stringify({ ...JSON.parse(text), long }) : text + long;
      await survives(content, sourcetype);
    }
  });
});

describe('patterns look at each character a bounded number of times', () => {
  test.each(TEXT_CASES)('$name', ({ text, sourcetype }) => {
    const places = [0, ...[...text.matchAll(/[\s=:"([,]+/g)].map(({ index }) => index + 1)].slice(0, 30);
    for (const pump of PUMPS) {
      for (const place of places.filter((_, index) => index % Math.ceil(places.length / 3) === 0)) {
        for (const end of ['', text.slice(place)]) expectFewSteps(text.slice(0, place) + run(pump) + end, sourcetype);
      }
    }
  });

  test.each(JSON_CASES)('$name', ({ text, sourcetype }) => {
    const value = JSON.parse(text);
    for (const pump of PUMPS) {
      expectFewSteps(JSON.stringify(replaced(value, (one) => one + run(pump))), sourcetype);
      expectFewSteps(JSON.stringify(replaced(value, () => `${run(pump)}\n`)), sourcetype);
    }
  });
});

/** What an event may hold where something else is expected. */
const ODD: readonly unknown[] = [null, 0, -1, 1.5e308, true, '', ' ', '\0', {}, [], [[]], [null], { a: { b: 1 } }];

/** What is repeated to keep a pattern busy. */
const PUMPS = [
  'a',
  ' ',
  '"',
  '\\',
  '=',
  'a=',
  'a="',
  'a=\\"',
  '(',
  '()',
  ', ',
  '1',
  '1.',
  '/',
  ': ',
  '\t',
  '-',
  '[',
  'proctitle=',
];

const LENGTH = 600;

function run(pump: string): string {
  return pump.repeat(Math.ceil(LENGTH / pump.length));
}

/** Steps for each character: those of a pattern that looks at each one from a bounded number of places. */
const STEPS = 60;

/** Reads a record, watching what patterns it is matched with, and counts what each of them may cost. */
function expectFewSteps(text: string, sourcetype: string): void {
  const value = parsed(text);
  const base = { text, offset: 0, isCut: false };
  const record =
    value === undefined ? ({ ...base, kind: 'text' } as const) : ({ ...base, kind: 'json', value } as const);
  const costs = watched(() => {
    createNormaliser({})(record, 'example.log');
    readAll(createNormaliser({ sourcetype })(record, 'example.log'));
  });
  const costly = [...costs].filter(([, { steps, length }]) => steps > STEPS * (length + 200));
  expect(costly.map(([pattern]) => pattern)).toEqual([]);
}

interface Cost {
  steps: number;
  length: number;
}

/** What each pattern cost that was run; the same search twice counts once. */
function watched(work: () => void): ReadonlyMap<string, Cost> {
  const costs = new Map<string, Cost>();
  const seen = new Set<string>();
  const { exec } = RegExp.prototype;
  const calls: (readonly [pattern: RegExp, text: string, from: number])[] = [];
  RegExp.prototype.exec = function (text) {
    calls.push([this, text, this.global || this.sticky ? this.lastIndex : 0]);
    return exec.call(this, text);
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  for (const [pattern, text, from] of calls) {
    const key = `${pattern} ${from} ${text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const cost = costs.get(String(pattern)) ?? { steps: 0, length: 0 };
    cost.steps += stepsOf(pattern, text, from, STEPS * 4 * LENGTH);
    if (from === 0) cost.length += text.length;
    costs.set(String(pattern), cost);
  }
  return costs;
}

/** Reads a file with and without its sourcetype, and every value of its events and of their rows. */
async function survives(content: string | Buffer, sourcetype: string): Promise<readonly LogEvent[]> {
  let found: readonly LogEvent[] = [];
  for (const options of [{}, { sourcetype }] satisfies NormaliseOptions[]) {
    const { events, skipped } = await readEvents(content, 'example.log', options);
    expect(skipped.every(({ message }) => message !== '')).toBe(true);
    for (const event of events) readAll(event);
    found = events;
  }
  return found;
}

function readAll(event: LogEvent): void {
  for (const [name, value] of event.fields) expectValue(name, value);
  for (const dataset of event.datasets)
    for (const [name, value] of datasetRow(event, dataset)) expectValue(name, value);
  expect(event.time === undefined || Number.isFinite(event.time)).toBe(true);
  for (const text of [event.host, event.source, event.sourcetype, event.raw()]) expect(typeof text).toBe('string');
}

function expectValue(name: string, value: unknown): void {
  const isValue = typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
  if (!isValue) expect([name, value]).toEqual([name, 'a text or a list of texts']);
}

function replaced(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => replaced(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, change)]));
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
