import type { LogRecord, TextRecord, WindowsEvent } from '../../../inputs/index.ts';
import { assertNever } from '../../../shared/problem.ts';
import { addDefaultFields } from '../../default-fields.ts';
import { memo } from '../../memo.ts';
import { addDateFields } from '../../time/iso.ts';
import { findTimestamp } from '../../time/timestamps.ts';
import type { Extraction, Settings, SourceFamily } from '../family.ts';
import { type ChannelRules, rulesFor } from './channels.ts';
import { addClassicFields } from './classic/derive.ts';
import { type CleanName, extractClassic } from './classic/fields.ts';
import { isClassic, readClassic } from './classic/read.ts';
import { addCommonFields } from './common.ts';
import { type EventTypes, openEventTypes } from './event-types.ts';
import { cleanName, type Extractor, openExtractor } from './extract.ts';
import { readWindowsJson } from './json/index.ts';

/**
 * Windows event logs, any channel: binary, XML, and the JSON that shippers make of them, whose fields and `_raw` are
 * those that Splunk gets from the XML; and the classic lines of text, which have names of their own.
 */
export const windows: SourceFamily = {
  name: 'windows',
  open(settings) {
    const { source } = settings.given;
    const steps: Steps = {
      settings,
      extract: openExtractor(),
      clean: memo(cleanName),
      eventTypesOf: openEventTypes(),
      rulesOf: memo((channel) => rulesFor(channel, 'XmlWinEventLog', source)),
      classicRulesOf: memo((channel) => rulesFor(channel, 'WinEventLog', source)),
    };
    return (record) => {
      if (record.kind === 'text') return isClassic(record.text) ? normaliseClassic(record.text, steps) : undefined;
      const found = recogniseWindows(record);
      return found === undefined ? undefined : normalise(found, steps);
    };
  },
};

interface Steps {
  readonly settings: Settings;
  readonly extract: Extractor;
  readonly clean: CleanName;
  readonly eventTypesOf: EventTypes;
  readonly rulesOf: (channel: string) => ChannelRules;
  readonly classicRulesOf: (channel: string) => ChannelRules;
}

interface Recognised {
  readonly event: WindowsEvent;
  readonly reason: string;
}

function recogniseWindows(record: Exclude<LogRecord, TextRecord>): Recognised | undefined {
  switch (record.kind) {
    case 'windows-event':
      return { event: record.event, reason: 'an <Event> of the Windows event log' };
    case 'json':
      return readWindowsJson(record.value);
    default:
      return assertNever(record);
  }
}

function normalise({ event, reason }: Recognised, { settings, extract, eventTypesOf, rulesOf }: Steps): Extraction {
  const { given, zone } = settings;
  const raw = once(() => event.xml());
  const { fields, system } = extract(event, raw);
  const host = given.host ?? (system.computer || 'unknown');
  const { channel, source, sourcetype, add } = rulesOf(system.channel);
  addCommonFields(fields, system, host);
  add?.(fields, system);
  return {
    reason: `${reason}, channel ${system.channel || 'not named'}`,
    time: addDefaultFields(fields, raw, system.systemTime, zone),
    host,
    source,
    sourcetype: given.sourcetype ?? sourcetype,
    fields,
    eventTypes: eventTypesOf(channel, system.eventCode, fields),
    raw,
  };
}

/** The rules of a channel are written in the names of the XML form: the event is read under both. */
function normaliseClassic(text: string, { settings, clean, eventTypesOf, classicRulesOf }: Steps): Extraction {
  const { given, zone, now } = settings;
  const event = readClassic(text);
  const classic = extractClassic(event, clean);
  const { fields, asXml, system } = classic;
  const host = given.host ?? (system.computer || 'unknown');
  const { channel, source, sourcetype, add } = classicRulesOf(system.channel);
  const inputs = new Set(asXml.keys());
  addCommonFields(asXml, system, host);
  add?.(asXml, system);
  addClassicFields(classic, channel, inputs);
  const raw = (): string => text;
  addDefaultFields(fields, raw, undefined, zone);
  const stamp = event.time === undefined ? undefined : findTimestamp(event.time, { zone, now });
  if (stamp === undefined) fields.setDefault('timestamp', 'none');
  else addDateFields(fields, stamp);
  return {
    reason: `lines of the Windows event log, log ${system.channel || 'not named'}`,
    time: stamp?.time,
    host,
    source,
    sourcetype: given.sourcetype ?? sourcetype,
    fields,
    eventTypes: eventTypesOf(channel, system.eventCode, asXml),
    raw,
  };
}

/** Renders a text the first time that it is asked for. */
function once(render: () => string): () => string {
  let text: string | undefined;
  return () => {
    text ??= render();
    return text;
  };
}
