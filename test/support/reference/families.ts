import { EventFields } from '../../../src/events/fields.ts';
import type { EventType } from '../../../src/events/sources/family.ts';
import { openEventTypes, SYSMON_CHANNEL } from '../../../src/events/sources/windows/event-types.ts';
import { SECURITY_EVENTS } from '../../../src/events/sources/windows/security-events.ts';
import { SYSMON_EVENTS } from '../../../src/events/sources/windows/sysmon-events.ts';
import { datasetsOf } from './datasets.ts';
import { code } from './tables.ts';

/** The page of a family of Windows events. */
interface FamilyPage {
  readonly name: string;
  readonly title: string;
  /** The first is what a recognised event gets. */
  readonly sourcetypes: readonly string[];
  parts(): readonly string[];
}

export const FAMILY_PAGES: readonly FamilyPage[] = [
  {
    name: 'windows',
    title: 'Windows event logs',
    sourcetypes: ['XmlWinEventLog', 'WinEventLog'],
    parts: () => [
      '# Windows event logs',
      'Basis: Splunk Add-on for Microsoft Windows 8.9.',
      'Sourcetypes: `XmlWinEventLog`, and `WinEventLog` for the classic lines of text. The `source` is the sourcetype, a colon and the channel: `XmlWinEventLog:Security`.',
      'Recognised: EVTX files, `<Event>` elements wherever they stand, JSON of Winlogbeat, NXLog, Log Analytics, evtx_dump and exports of PowerShell, and classic text that begins with a time and `LogName=`. Any channel has the fields of System, of EventData and of UserData; attributes and elements under their own names.',
      '## Channels',
      table(['channel', 'event types'], CHANNELS.map(channelRow)),
      '## Events of the security log',
      table(['EventID', 'signature', 'tags', 'rows of'], [...SECURITY_EVENTS].map(securityRow)),
      '## See also',
      '[Sysmon](sysmon.md)',
    ],
  },
  {
    name: 'sysmon',
    title: 'Sysmon',
    sourcetypes: ['XmlWinEventLog'],
    parts: () => [
      '# Sysmon',
      'Basis: Splunk Add-on for Sysmon 4.0.',
      'Sourcetype: `XmlWinEventLog`. Its `source` is `XmlWinEventLog:Microsoft-Windows-Sysmon/Operational`.',
      'Recognised: the channel of an event of the Windows event logs.',
      ...sysmonEvents((own) => own),
    ],
  },
  {
    name: 'sysmon-linux',
    title: 'Sysmon for Linux',
    sourcetypes: ['sysmon:linux'],
    parts: () => [
      '# Sysmon for Linux',
      'Basis: Splunk Add-on for Sysmon for Linux 1.0.',
      'Sourcetype: `sysmon:linux`. Its `source` is `Syslog:Linux-Sysmon/Operational`.',
      'Recognised: an `<Event>` of the provider Linux-Sysmon, also within a line of syslog.',
      'The fields are those of Sysmon for Windows, but for `dvc`; a hyphen stays, `user` has no domain, and names of files are what stands behind the last slash.',
      ...sysmonEvents((own) => own.filter((field) => field !== 'dvc')),
    ],
  },
];

const CHANNELS = ['security', 'system', 'application', 'directory service', 'any other'];

function channelRow(channel: string): readonly string[] {
  return [
    channel,
    openEventTypes()(channel, '', new EventFields())
      .map(({ name }) => code(name))
      .join(', '),
  ];
}

function securityRow([id, { signature }]: readonly [string, { readonly signature: string }]): readonly string[] {
  const tags = tagsOf(openEventTypes()('security', id, new EventFields()));
  return [id, signature, tags.map(code).join(', '), datasetsOf(tags).join(', ')];
}

function sysmonEvents(own: (fields: readonly string[]) => readonly string[]): readonly string[] {
  return [
    '## Events',
    ...[...SYSMON_EVENTS].flatMap(([id, { description, fields }]) => {
      const tags = tagsOf(openEventTypes()(SYSMON_CHANNEL, id, new EventFields()));
      const added = own([...new Set(fields.map(([field]) => field))].sort());
      return [
        `### EventID ${id}: ${description}`,
        [
          `- Tags: ${tags.map(code).join(', ')}`,
          `- Rows of: ${datasetsOf(tags).join(', ') || 'no dataset'}`,
          `- Fields that are added: ${added.map(code).join(', ') || 'none'}`,
        ].join('\n'),
      ];
    }),
  ];
}

function tagsOf(types: readonly EventType[]): readonly string[] {
  return [...new Set(types.flatMap(({ tags }) => tags))];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
