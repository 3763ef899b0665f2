import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readEvtx, type Skip, type WindowsEvent } from '../../src/inputs/index.ts';
import { eventLeaves, parseRendered, type RenderedEvent, renderedLeaves } from '../support/evtx-rendering.ts';
import { independentReader } from '../support/independent-reader.ts';

const LOGS = fileURLToPath(new URL('../../../shared/logs/', import.meta.url));
const FILES = existsSync(LOGS)
  ? readdirSync(LOGS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.evtx'))
  : [];
/** EVTX files with the JSON that another program made of them. */
const PAIRS = FILES.filter((file) => existsSync(jsonOf(file)));
const READER = independentReader();

describe.skipIf(PAIRS.length === 0)('EVTX files carry the values of the JSON beside them', () => {
  test.each(PAIRS)('%s', async (file) => {
    const { events, skipped } = await read(file);
    expect(skipped).toEqual([]);
    const rendered = readFileSync(jsonOf(file), 'utf8')
      .trim()
      .split(/\n(?=\{)/);
    expectAlike(events, rendered.map(parseRendered));
  });
});

describe.skipIf(FILES.length === 0)('every EVTX file of the corpus decodes', () => {
  test.each(FILES)('%s', async (file) => {
    const { events, skipped } = await read(file);
    expect(skipped).toEqual([]);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      const xml = event.xml();
      expect(xml).toMatch(/^<Event xmlns='[^']+'><System>.*<\/System>.*<\/Event>$/s);
      // With its values asked for, the text is made of those.
      expect(event.system.length).toBeGreaterThan(0);
      expect(event.xml()).toBe(xml);
    }
  });
});

describe.skipIf(FILES.length === 0 || READER === undefined)(
  `as ${READER?.name ?? 'an independent reader'} reads`,
  () => {
    test.each(FILES)('%s', async (file) => {
      const { events } = await read(file);
      expectAlike(events, READER?.read(path.join(LOGS, file)) ?? []);
    });
  },
);

/** The same events in the same order, each with the same values. JSON may order the names of an event otherwise. */
function expectAlike(events: readonly WindowsEvent[], rendered: readonly RenderedEvent[]): void {
  expect(events.map(eventLeaves).map(sorted)).toEqual(rendered.map(renderedLeaves).map(sorted));
}

function sorted(leaves: ReturnType<typeof eventLeaves>): string[] {
  return leaves.map(([place, text]) => `${place} = ${text}`).sort();
}

async function read(file: string): Promise<{ events: WindowsEvent[]; skipped: Skip[] }> {
  const events: WindowsEvent[] = [];
  const skipped: Skip[] = [];
  for await (const batch of readEvtx(createReadStream(path.join(LOGS, file)), file)) {
    events.push(...batch.records.map((record) => record.event));
    skipped.push(...batch.skipped);
  }
  return { events, skipped };
}

function jsonOf(file: string): string {
  return path.join(LOGS, file.replace(/evtx$/, 'json'));
}
