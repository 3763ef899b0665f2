import type { Severity } from '../../../content/index.ts';
import { formatCount, formatSize } from '../../../shared/figures.ts';
import type { DetectionOutcome, DetectionState, RunReport } from '../../report.ts';
import type { Summary } from '../../summary.ts';
import type { WhatIf } from '../../what-if.ts';
import type { Gathered } from './gathered.ts';
import { type Child, element, type Markup } from './markup.ts';
import { folded, leftOut, quoted, severityMarkup, shortened, table, timeMarkup } from './words.ts';

/** Rows of tables and lists, before the rest is counted. */
const ROWS = 1000;

/** From the most severe. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'informational'];

/** What was read, and what came of the detections: clean and blind are told apart. */
export function summaryPart(report: RunReport, gathered: Gathered): Markup {
  return element(
    'section',
    { id: 'summary', 'aria-labelledby': 'summary-title' },
    element('h2', { id: 'summary-title' }, 'Summary'),
    element(
      'div',
      { class: 'cards' },
      findingsCard(report, gathered),
      detectionsCard(report),
      ...readCard(report.summary),
    ),
    ...outcomeLists(report),
    ...tuningPart(report.summary),
    ...(report.summary.what_if ?? []).map(whatIfPart),
  );
}

function findingsCard({ summary }: RunReport, { count, severities, sections }: Gathered): Markup {
  const { throttled = 0, suppressed = 0 } = summary;
  const counts = SEVERITIES.flatMap((severity) => {
    const found = severities.get(severity) ?? 0;
    return found === 0 ? [] : [element('li', {}, severityMarkup(severity), ' ', number(found))];
  });
  const held = [
    ...(throttled > 0 ? [`${formatCount(throttled, 'result')} throttled`] : []),
    ...(suppressed > 0 ? [`${formatCount(suppressed, 'result')} suppressed`] : []),
  ];
  return card(
    'Findings',
    big(count, `of ${formatCount(sections.length, 'detection')}`),
    element('ul', { class: 'plain' }, ...counts, ...held.map((text) => element('li', {}, text))),
  );
}

/** Of a run of which only findings are at hand. */
const UNKNOWN = 'The rest is not known: no summary of the hunt was given.';

/** How many detections came to what. The summary of a hunt knows it where its findings alone are at hand. */
function detectionsCard({ detections, summary, blind }: RunReport): Markup {
  const countOf = (wanted: DetectionState) => detections.filter(({ state }) => state === wanted).length;
  const { loaded, selected = loaded, ...known } = summary.detections;
  const silenced = detections.filter(({ state, suppressed = 0 }) => state === 'ran' && suppressed > 0).length;
  const counts = [
    [known.fired ?? countOf('fired'), 'found something'],
    [known.clean ?? countOf('ran') - silenced, 'clean: had events of their sources and found nothing'],
    [known.blind ?? blind.detections, 'blind: had no event of their sources'],
    [countOf('failed'), 'failed: could not run'],
  ] as const;
  if (loaded === 0) return card('Detections', big(detections.length, 'found something'), quiet(UNKNOWN));
  const rest = Math.max(0, selected - counts.reduce((sum, [count]) => sum + count, silenced));
  const lines = [
    ...counts.map(([count, meaning]) => `${number(count)} ${meaning}`),
    ...(silenced > 0 ? [`${number(silenced)} whose results were all suppressed`] : []),
    ...(rest > 0 ? [`${number(rest)} of which saved findings tell nothing`] : []),
  ];
  return card(
    'Detections',
    big(selected, selected < loaded ? `selected of ${number(loaded)}` : 'to be run'),
    element('ul', { class: 'plain' }, ...lines.map((line) => element('li', {}, line))),
  );
}

function readCard(summary: Summary): readonly Markup[] {
  const { files, bytes, events, cut, unrecognised = 0, timeless_from: from } = summary;
  if (files === 0 && summary.detections.loaded === 0) return [card('Read', quiet(UNKNOWN))];
  const parts: readonly (readonly [count: number, what: string])[] = [
    [unrecognised, 'of no source that karst knows'],
    [cut, 'cut: their fields are those that were whole'],
    [from.previous, 'with the time of the event before'],
    [from.file, 'with the time of the change of their file'],
    [from.run, 'with the time of this run'],
  ];
  const partly = parts.flatMap(([count, what]) => (count > 0 ? [element('li', {}, `${number(count)} ${what}`)] : []));
  const types = Object.entries(summary.sourcetypes);
  const skipped = Object.entries(summary.skipped).filter(([, count]) => count > 0);
  const read = card(
    'Read',
    big(events, `${events === 1 ? 'event' : 'events'} in ${formatCount(files, 'file')}, ${formatSize(bytes)}`),
    element('ul', { class: 'plain' }, ...partly),
    countsOf(formatCount(types.length, 'sourcetype'), ['Sourcetype', 'Events'], types),
  );
  const skippedCount = skipped.reduce((sum, [, count]) => sum + count, 0);
  const skips =
    skipped.length === 0
      ? card('Skipped', element('p', {}, 'Nothing was skipped.'))
      : card('Skipped', big(skippedCount, 'records and files'), countsOf('Reasons', ['Reason', 'Skipped'], skipped));
  return [read, skips];
}

function countsOf(title: string, head: readonly string[], counts: readonly (readonly [string, number])[]): Markup {
  const rows = counts.slice(0, ROWS).map(([name, count]) => [quoted(name), number(count)]);
  return folded(title, 'counts', table(head, rows), leftOut(counts.length - rows.length, 'rows'));
}

function outcomeLists({ detections, summary, blind }: RunReport): readonly Child[] {
  const of = (state: DetectionState) => detections.filter((outcome) => outcome.state === state);
  const { errors } = summary.detections;
  const [blindOnes, clean] = [of('blind'), of('ran')];
  return [
    errors.length === 0
      ? undefined
      : folded(
          `Failed: ${formatCount(errors.length, 'detection')} could not run`,
          'outcomes',
          table(
            ['Detection', 'Code', 'Reason', 'File'],
            errors
              .slice(0, ROWS)
              .map(({ name, code, message, file }) => [quoted(name), code, quoted(message), quoted(file)]),
          ),
          leftOut(errors.length - ROWS, 'detections'),
        ),
    blindOnes.length === 0 ? blindSources(blind) : listOf(blindOnes, 'Blind', 'had no event of their sources'),
    clean.length === 0 ? undefined : listOf(clean, 'Clean', 'had events of their sources and found nothing'),
  ];
}

function blindSources({ detections, missing }: RunReport['blind']): Markup | undefined {
  if (detections === 0 || missing.length === 0) return undefined;
  const sources = missing.slice(0, ROWS).map((source) => element('li', {}, quoted(source)));
  return folded('Blind: sources without any event', 'outcomes', element('ul', {}, ...sources));
}

function listOf(outcomes: readonly DetectionOutcome[], name: string, what: string): Markup {
  const rows = outcomes
    .slice(0, ROWS)
    .map(({ detection, missing, suppressed = 0 }) => [
      quoted(detection.name, 200),
      detection.type,
      severityMarkup(detection.risk.severity),
      shortened(detection.mitreAttackIds.join(' '), 300),
      suppressed > 0 ? `${number(suppressed)} suppressed` : shortened(missing.join(', '), 1000),
    ]);
  return folded(
    `${name}: ${formatCount(outcomes.length, 'detection')} ${what}`,
    'outcomes',
    table(['Detection', 'Type', 'Severity', 'ATT&CK', 'What is missing'], rows),
    leftOut(outcomes.length - rows.length, 'detections'),
  );
}

function tuningPart({ suppressions = [] }: Summary): readonly Child[] {
  if (suppressions.length === 0) return [];
  const rows = suppressions
    .slice(0, ROWS)
    .map(({ detection, where, reason, expires, state, suppressed = 0 }) => [
      quoted(detection),
      quoted(where),
      quoted(reason),
      expires,
      state,
      number(suppressed),
    ]);
  const head = ['Detection', 'Where', 'Reason', 'Expires', 'State', 'Taken away'];
  return [
    folded(
      `Tuning: ${formatCount(suppressions.length, 'suppression')}`,
      'outcomes',
      table(head, rows),
      leftOut(suppressions.length - rows.length, 'suppressions'),
    ),
  ];
}

function whatIfPart({ threshold, window_seconds: window, entities }: WhatIf): Markup {
  const within = window === null ? '' : ` within ${number(window)} seconds`;
  const rows = entities
    .slice(0, ROWS)
    .map(({ value, type, score, first_reached: time }) => [
      quoted(value, 200),
      shortened(type, 100),
      number(score),
      timeMarkup(time),
    ]);
  return folded(
    `What if: a threshold of ${number(threshold)}${within} is reached by ${formatCount(entities.length, 'object')}`,
    'outcomes',
    table(['Object', 'Type', 'Highest score', 'Reached'], rows),
    leftOut(entities.length - rows.length, 'objects'),
  );
}

function quiet(text: string): Markup {
  return element('p', { class: 'quiet' }, text);
}

function card(title: string, ...content: readonly Child[]): Markup {
  return element('div', { class: 'card' }, element('h3', {}, title), ...content);
}

function big(count: number, what: string): Markup {
  return element('p', {}, element('strong', { class: 'big' }, number(count)), ' ', what);
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
