import type { Detection } from '../../../content/index.ts';
import { techniqueOf } from '../../../events/index.ts';
import { formatCount } from '../../../shared/figures.ts';
import type { RunReport } from '../../report.ts';
import { severityAtLeast } from '../../severity.ts';
import type { RenderOptions } from '../format.ts';
import { findingMarkup } from './finding-part.ts';
import { type Gathered, type Section, sectionKey } from './gathered.ts';
import { block, type Child, element, htmlOf, type Markup } from './markup.ts';
import { folded, leftOut, quoted, severityMarkup, shortened, timesMarkup } from './words.ts';

/** Characters of a text of a detection. */
const TEXT = 3000;

/** References of a detection, and other things that it has several of. */
const LISTED = 20;

/** Characters of HTML that tell about detections, all together. */
const ABOUT = 4_000_000;

/** As many findings are open from the start, detection by detection. */
const OPEN = 25;

/** Findings by detection, the most severe first. */
export function findingsPart(report: RunReport, gathered: Gathered, { hasEvents }: RenderOptions): Markup {
  const { sections, findings, count, beyond } = gathered;
  const detections = new Map(report.detections.map(({ detection }) => [sectionKey(detection), detection]));
  const shown = sections.reduce((sum, section) => sum + findings.of(section).length, 0);
  const about = openAbout();
  const isOpen = shown <= OPEN;
  const markup = sections.toSorted(bySeverity).map((section) => {
    const detection = detections.get(sectionKey(section.detection));
    return sectionMarkup(section, shownOf(section, gathered), about(section, detection), isOpen);
  });
  return element(
    'section',
    { id: 'findings', 'aria-labelledby': 'findings-title' },
    element('h2', { id: 'findings-title' }, 'Findings'),
    ...notes({ count, shown, beyond, hasEvents: hasEvents === true }),
    element('div', { id: 'filters' }),
    element('div', { id: 'groups' }, ...markup),
  );
}

/** The findings of a detection that there is room for, each with its events where there is room for those. */
function shownOf(section: Section, { findings, events }: Gathered): readonly Markup[] {
  const ofFindings = events.of(section);
  return findings.of(section).map((piece, at) => findingMarkup(piece, ofFindings[at]));
}

function notes(told: { count: number; shown: number; beyond: number; hasEvents: boolean }): readonly Child[] {
  const { count, shown, beyond, hasEvents } = told;
  if (count === 0) return [element('p', {}, 'Nothing was found.')];
  const left = count - shown;
  return [
    left > 0
      ? element(
          'p',
          { class: 'left-out', id: 'left-out' },
          `${shown.toLocaleString('en-US')} of ${formatCount(count, 'finding')} are shown, the first of each detection; `,
          `${left.toLocaleString('en-US')} are left out${beyond > 0 ? `, ${beyond.toLocaleString('en-US')} of them with their detection` : ''}. `,
          'The format jsonl has all.',
        )
      : undefined,
    hasEvents ? undefined : element('p', { class: 'quiet' }, 'Without source events: karst hunt --events adds them.'),
  ];
}

function sectionMarkup(section: Section, shown: readonly Markup[], about: Markup, isOpen: boolean): Markup {
  const { detection, severity, score, count, first, last, techniques } = section;
  const data = {
    'data-severity': severity,
    'data-techniques': [...techniques].map((id) => shortened(id, 40)).join(' '),
    'data-score': score,
    'data-count': count,
    'data-time': first === null ? undefined : Date.parse(first) / 1000,
  };
  return element(
    'details',
    { class: 'detection', ...data, ...(isOpen && { open: true as const }) },
    element(
      'summary',
      {},
      severityMarkup(severity),
      ' ',
      element('strong', { class: 'title' }, shortened(detection.name, 300)),
      ' ',
      element('span', { class: 'count' }, formatCount(count, 'finding')),
      ' ',
      element('span', { class: 'quiet' }, `${detection.type}, score ${score} · `, ...timesMarkup(first, last)),
    ),
    element(
      'div',
      { class: 'inside' },
      about,
      element('div', { class: 'list' }, ...shown),
      leftOut(count - shown.length, 'findings of this detection'),
    ),
  );
}

function bySeverity(a: Section, b: Section): number {
  if (a.severity !== b.severity) return severityAtLeast(a.severity, b.severity) ? -1 : 1;
  return b.score - a.score || (a.detection.name < b.detection.name ? -1 : 1);
}

/** Tells about detections as long as there is room. */
function openAbout(): (section: Section, known: Detection | undefined) => Markup {
  let room = ABOUT;
  return (section, known) => {
    const about = aboutMarkup(section, known);
    room -= htmlOf(about).length;
    return room >= 0
      ? about
      : element('p', { class: 'left-out' }, 'More of it is left out: the report would be too long.');
  };
}

/** What the content says of a detection: findings alone do not hold it. */
function aboutMarkup({ detection, techniques, stories }: Section, known: Detection | undefined): Markup {
  const named = [...techniques].map((id) => `${id} ${techniqueOf(id)?.name ?? ''}`.trim());
  const facts: readonly (readonly [string, Child])[] = [
    ['ATT&CK', listed(named)],
    ['Stories', listed(stories)],
    ['File', quoted(detection.file)],
    ['Id', detection.id === null ? undefined : quoted(detection.id)],
    ['Version', detection.version ?? undefined],
  ];
  const told = facts.filter(([, value]) => value !== undefined);
  return element(
    'div',
    { class: 'about' },
    textMarkup(known?.description),
    element('dl', {}, ...told.map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
    foldedText('Known false positives', known?.knownFalsePositives),
    referencesMarkup(known?.references ?? []),
  );
}

function listed(texts: readonly string[]): Child {
  if (texts.length === 0) return undefined;
  const more = texts.length - LISTED;
  const shown = texts.slice(0, LISTED).flatMap((text, at) => [at === 0 ? '' : ', ', quoted(text, 100)]);
  return [...shown, more > 0 ? ` and ${more} more` : undefined];
}

function textMarkup(text = ''): Markup | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : element('p', { class: 'prose' }, block(shortened(trimmed, TEXT)));
}

function foldedText(title: string, text: string | undefined): Child {
  const markup = textMarkup(text);
  return markup === undefined ? undefined : folded(title, 'more', markup);
}

function referencesMarkup(references: readonly string[]): Child {
  if (references.length === 0) return undefined;
  const items = references.slice(0, LISTED).map((text) => element('li', {}, referenceMarkup(text)));
  return folded(
    'References',
    'more',
    element('ul', {}, ...items),
    leftOut(references.length - items.length, 'references'),
  );
}

/** A link that its publisher wrote. Only those of the web, and they tell nothing of where they were clicked. */
function referenceMarkup(text: string): Markup {
  const short = shortened(text, 500);
  if (short !== text || !isWebAddress(text)) return quoted(short);
  return element('a', { href: text, rel: 'noopener noreferrer nofollow', target: '_blank' }, text);
}

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[!-~]+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
