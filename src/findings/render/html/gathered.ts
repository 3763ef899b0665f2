import type { Severity } from '../../../content/index.ts';
import type { Finding } from '../../finding.ts';
import { severityAtLeast } from '../../severity.ts';
import { earlierTime, laterTime } from '../../time.ts';
import { instantsOf } from '../instants.ts';
import { eventsMarkup, type FindingPiece, findingPiece } from './finding-part.ts';
import { type Histogram, openHistogram } from './histogram.ts';
import { htmlOf, type Markup } from './markup.ts';
import { openShelf, type Shelf } from './shelf.ts';

/** What the findings of a detection come to. */
export interface Section {
  readonly detection: Finding['detection'];
  /** Of all its findings together, from the first on. */
  readonly techniques: Set<string>;
  readonly stories: readonly string[];
  /** The highest. */
  severity: Severity;
  score: number;
  count: number;
  /** ISO 8601 in UTC; null where no finding tells a time. */
  first: string | null;
  last: string | null;
}

/** What is kept of findings until the report is written. */
export interface Gathered {
  /** In the order in which they came first. */
  readonly sections: readonly Section[];
  readonly findings: Shelf<Section, FindingPiece>;
  /** Of the first of these findings. */
  readonly events: Shelf<Section, Markup>;
  readonly histogram: Histogram;
  readonly severities: ReadonlyMap<Severity, number>;
  readonly count: number;
  /** Findings that tell no time, or one that no calendar has. */
  readonly timeless: number;
  /** Findings of detections beyond those that are kept. */
  readonly beyond: number;
}

/** Findings of one detection that are shown. */
const SHOWN_EACH = 50;

/** What all findings that are shown may take, and their events, in bytes. */
const FINDING_BYTES = 7_000_000;
const EVENT_BYTES = 7_000_000;

/** Detections with findings that are kept: the publisher has some two thousand. */
const MOST_SECTIONS = 3000;

/** Techniques of a detection that are kept. */
const MOST_TECHNIQUES = 50;

/** Takes findings one by one and keeps of them what a report shows. */
export function openGathering(): { readonly add: (finding: Finding) => void; readonly gathered: () => Gathered } {
  const sections = new Map<string, Section>();
  const findings = openShelf<Section, FindingPiece>({
    piecesEach: SHOWN_EACH,
    bytes: FINDING_BYTES,
    bytesOf: ({ summary, inside }) => bytesOf(summary) + bytesOf(inside),
  });
  const events = openShelf<Section, Markup>({ piecesEach: SHOWN_EACH, bytes: EVENT_BYTES, bytesOf });
  const histogram = openHistogram();
  const severities = new Map<Severity, number>();
  let [count, timeless, beyond] = [0, 0, 0];

  function add(finding: Finding): void {
    count++;
    severities.set(finding.severity, (severities.get(finding.severity) ?? 0) + 1);
    const { first, isOwn } = instantsOf(finding, {});
    if (isOwn) histogram.add(first, finding.severity);
    else timeless++;
    const section = sectionOf(finding);
    if (section === undefined) {
      beyond++;
      return;
    }
    addTo(section, finding);
    if (!findings.hasRoom(section)) return;
    findings.put(section, findingPiece(finding, section.count));
    if (events.hasRoom(section)) events.put(section, eventsMarkup(finding));
  }

  function sectionOf(finding: Finding): Section | undefined {
    const key = sectionKey(finding.detection);
    const known = sections.get(key);
    if (known !== undefined || sections.size >= MOST_SECTIONS) return known;
    const made = newSection(finding);
    sections.set(key, made);
    return made;
  }

  return {
    add,
    gathered: () => ({
      sections: [...sections.values()],
      findings,
      events,
      histogram,
      severities,
      count,
      timeless,
      beyond,
    }),
  };
}

function bytesOf(markup: Markup): number {
  return Buffer.byteLength(htmlOf(markup));
}

/** What tells detections apart. */
export function sectionKey({ name, id = null, file }: { name: string; id?: string | null; file: string }): string {
  return JSON.stringify([name, id, file]);
}

function newSection({ detection, severity, risk_score, analytic_story }: Finding): Section {
  return {
    detection,
    techniques: new Set(),
    stories: analytic_story,
    severity,
    score: risk_score,
    count: 0,
    first: null,
    last: null,
  };
}

function addTo(section: Section, { severity, risk_score, mitre_attack_id, first_time, last_time }: Finding): void {
  section.count++;
  section.score = Math.max(section.score, risk_score);
  if (severityAtLeast(severity, section.severity)) section.severity = severity;
  section.first = earlierTime(section.first, first_time);
  section.last = laterTime(section.last, last_time);
  for (const id of mitre_attack_id) if (section.techniques.size < MOST_TECHNIQUES) section.techniques.add(id);
}
