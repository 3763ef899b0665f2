import type { Severity } from '../../content/index.ts';
import type { Finding } from '../finding.ts';
import { valuesOf } from '../tokens.ts';
import { cut, visible } from './display.ts';
import { eventLine } from './event-line.ts';
import type { Renderer, RenderOptions } from './format.ts';
import { type Cell, columnWidths, tableLine, textWidths } from './layout.ts';
import { SEVERITY_STYLES } from './palette.ts';

const HEADER = ['SEVERITY', 'DETECTION', 'TYPE', 'HOSTS', 'HITS', 'FIRST SEEN', 'ATT&CK'];

/** Hosts that are named; of more, their number. */
const HOSTS_NAMED = 2;

/** Events that are shown of the findings of one detection, where they were asked for. */
const EVENTS_SHOWN = 3;

/** What is shown of the findings of one detection. */
interface Group {
  readonly name: string;
  readonly type: string;
  readonly severity: Severity;
  readonly techniques: string;
  /** The first message; those of the other findings differ in their values. */
  readonly message: string;
  readonly hosts: Set<string>;
  /** The first events, each as a line. */
  readonly events: Set<string>;
  hits: number;
  firstTime: string | null;
}

/**
 * Findings as a table: one line for each detection, with the message of its first finding and some events beneath. Memory grows with
 * the detections and hosts that were found, not with the findings.
 */
export function renderFindingTable(options: RenderOptions): Renderer<Finding> {
  const groups = new Map<string, Group>();
  return {
    write: (finding) => {
      const key = JSON.stringify([finding.detection.name, finding.detection.file]);
      const group = groups.get(key) ?? groupOf(finding);
      groups.set(key, group);
      addTo(group, finding);
      return '';
    },
    end: () => (groups.size === 0 ? '' : show([...groups.values()], options)),
    omitted: () => [],
  };
}

function groupOf(finding: Finding): Group {
  return {
    name: finding.detection.name,
    type: finding.detection.type,
    severity: finding.severity,
    techniques: finding.mitre_attack_id.join(' '),
    message: finding.message,
    hosts: new Set(),
    events: new Set(),
    hits: 0,
    firstTime: null,
  };
}

function addTo(group: Group, finding: Finding): void {
  group.hits++;
  for (const host of hostsOf(finding)) group.hosts.add(host);
  for (const event of finding.events ?? []) {
    if (group.events.size < EVENTS_SHOWN) group.events.add(eventLine(event));
  }
  const time = finding.first_time;
  // ISO 8601 in UTC sorts as text.
  if (time !== null && (group.firstTime === null || time < group.firstTime)) group.firstTime = time;
}

/** The systems at risk; where the content names none, as in Hunting detections since v5, what the row has. */
function hostsOf({ risk_objects, result }: Finding): readonly string[] {
  const systems = risk_objects.filter(({ type }) => type === 'system').map(({ value }) => value);
  return [systems, valuesOf(result, 'dest'), valuesOf(result, 'host')].find((hosts) => hosts.length > 0) ?? [];
}

function show(groups: readonly Group[], options: RenderOptions): string {
  const { palette, width } = options;
  const header = HEADER.map((text) => ({ text, style: (shown: string) => palette('bold', shown) }));
  const lines = groups.map((group) => cellsOf(group, options));
  const wanted = textWidths([header, ...lines]);
  const widths = columnWidths(wanted, width) ?? wanted;
  const indent = ' '.repeat((widths[0] ?? 0) + 2);
  const shown = groups.map((group, at) => {
    const beneath = [group.message, ...group.events].map(visible).filter((text) => text !== '');
    const dimmed = beneath.map((text) => `${indent}${palette('dim', cut(text, width - indent.length))}\n`);
    return tableLine(lines[at] ?? [], widths) + dimmed.join('');
  });
  return tableLine(header, widths) + shown.join('');
}

function cellsOf(group: Group, { palette }: RenderOptions): Cell[] {
  const style = SEVERITY_STYLES[group.severity];
  return [
    { text: group.severity, style: (text) => palette(style, text) },
    { text: visible(group.name) },
    { text: group.type },
    { text: visible(namedHosts(group.hosts)) },
    { text: String(group.hits) },
    { text: group.firstTime ?? '' },
    { text: visible(group.techniques) },
  ];
}

function namedHosts(hosts: ReadonlySet<string>): string {
  const names = [...hosts].sort();
  const more = names.length - HOSTS_NAMED;
  return names.slice(0, HOSTS_NAMED).join(' ') + (more > 0 ? ` +${more}` : '');
}
