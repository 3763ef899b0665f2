import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from '../../src/library/index.ts';
import type { TelemetryEvent } from './event.ts';
import { evtxFile } from './evtx.ts';
import { telemetry } from './telemetry.ts';
import { TELEMETRY_FORMATS, writeTelemetry } from './write.ts';

const EVENTS = 800;

describe('telemetry', () => {
  const events = [...telemetry({ events: 6000, seed: 5 })];

  test('is the same for a seed, other for another, and a shorter one begins a longer one', () => {
    expect([...telemetry({ events: 300, seed: 5 })]).toEqual(events.slice(0, 300));
    expect([...telemetry({ events: 300, seed: 6 })]).not.toEqual(events.slice(0, 300));
  });

  test('goes on in time, and counts', () => {
    expect(events.map(({ recordId }) => recordId)).toEqual(events.map((_, at) => at + 1));
    expect(events.every(({ timeMs }, at) => at === 0 || timeMs > (events[at - 1]?.timeMs ?? 0))).toBe(true);
  });

  test('has few images, and command lines that are mostly short and mostly their own', () => {
    const starts = events.filter(({ provider, eventId }) => provider.name.endsWith('Sysmon') && eventId === 1);
    const images = counted(starts, 'Image');
    expect(images.size).toBeLessThan(60);
    const often = [...images.values()].sort((a, b) => b - a).slice(0, 8);
    expect(often.reduce((sum, count) => sum + count, 0) / starts.length).toBeGreaterThan(0.5);
    expect(counted(starts, 'CommandLine').size / starts.length).toBeGreaterThan(0.4);
    const lengths = starts.map((event) => fieldOf(event, 'CommandLine').length).sort((a, b) => a - b);
    expect(lengths[lengths.length >> 1]).toBeGreaterThan(25);
    expect(lengths[lengths.length >> 1]).toBeLessThan(90);
  });

  test('has every kind of event about as often as recorded logs do', () => {
    const share = (channel: string): number =>
      events.filter(({ provider }) => provider.channel.includes(channel)).length / events.length;
    expect(share('Sysmon')).toBeGreaterThan(0.6);
    expect(share('Sysmon')).toBeLessThan(0.7);
    expect(share('Security')).toBeGreaterThan(0.25);
    expect(share('PowerShell')).toBeGreaterThan(0.02);
  });

  test('names processes by the GUIDs that they started with', () => {
    const started = new Map(events.map((event) => [fieldOf(event, 'ProcessGuid'), fieldOf(event, 'Image')]));
    for (const event of events) {
      const parent = started.get(fieldOf(event, 'ParentProcessGuid'));
      if (parent !== undefined && parent !== '') expect(fieldOf(event, 'ParentImage')).toBe(parent);
    }
  });

  test('has events for what searches ask for', () => {
    const searches = [
      '| tstats count from datamodel=Endpoint.Processes where Processes.process_name IN ("odd.exe") Processes.process="*--dump *"',
      '| tstats count FROM datamodel=Endpoint.Registry where Registry.registry_path="*\\\\Odd\\\\Key*"',
    ];
    const planted = [...telemetry({ events: 400, seed: 1, planted: { share: 0.5, searches } })];
    const texts = planted.map(({ data }) => JSON.stringify(data));
    expect(texts.filter((text) => text.includes('odd.exe --dump')).length).toBeGreaterThan(50);
    expect(texts.filter((text) => text.includes('HKLM\\\\Odd\\\\Key')).length).toBeGreaterThan(50);
  });
});

describe('written telemetry', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'karst-telemetry-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(TELEMETRY_FORMATS)('%s is read without a skip, with all of its fields', async (format) => {
    const file = path.join(folder, `log.${format}`);
    await writeTelemetry(file, format, { events: EVENTS, seed: 2 });
    const read = await eventsOf(file);
    expect(read.length).toBe(EVENTS);
    const starts = [...telemetry({ events: EVENTS, seed: 2 })].filter(({ eventId }) => eventId === 1);
    const found = read.filter(({ EventID, Channel }) => EventID === '1' && String(Channel).includes('Sysmon'));
    // Fields keep the entities of XML, which events of other shapes are brought to.
    const lines = starts.map((event) => fieldOf(event, 'CommandLine').replaceAll('&', '&amp;'));
    expect(found.map((event) => event['CommandLine'])).toEqual(lines);
  });

  test('an EVTX file goes on with numbers and times where its events come again', async () => {
    const file = path.join(folder, 'long.evtx');
    writeFileSync(file, Buffer.concat([...evtxFile(telemetry({ events: 100, seed: 3 }), 350, 100)]));
    const read = await eventsOf(file);
    expect(read.map((event) => Number(event['EventRecordID']))).toEqual(Array.from({ length: 350 }, (_, at) => at + 1));
    const times = read.map((event) => Number(event['_time']));
    expect(times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0))).toBe(true);
    expect(read[250]?.['Computer']).toBe(read[50]?.['Computer']);
  });
});

async function eventsOf(file: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const events: Readonly<Record<string, unknown>>[] = [];
  const onSkip = (skip: unknown): never => {
    throw new Error(JSON.stringify(skip));
  };
  for await (const event of parse({ logs: [file], onSkip })) events.push(event);
  return events;
}

function fieldOf({ data }: TelemetryEvent, field: string): string {
  return data.find(([name]) => name === field)?.[1] ?? '';
}

function counted(events: readonly TelemetryEvent[], field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const value = fieldOf(event, field);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
