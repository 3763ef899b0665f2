import { createHash } from 'node:crypto';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { FINDINGS, REPORT } from '../../../test/golden/findings/hostile.ts';
import type { Finding, FindingEvent } from '../finding.ts';
import type { RunReport } from '../report.ts';
import { html } from './html.ts';
import { plainPalette } from './palette.ts';

type Element = DefaultTreeAdapterTypes.Element;

function report(findings: Iterable<Finding>, run: RunReport = REPORT, hasEvents = false): string {
  const renderer = html.findings({ width: 100, palette: plainPalette, now: run.now, hasEvents });
  let text = '';
  for (const finding of findings) text += renderer.write(finding);
  expect(text).toBe('');
  return renderer.end(run);
}

/** All elements, by a parser that tells every departure from the specification. */
function elementsOf(text: string): Element[] {
  const errors: string[] = [];
  const page = parse(text, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const below = (node: DefaultTreeAdapterTypes.Node): Element[] => {
    const children = 'childNodes' in node ? node.childNodes.flatMap(below) : [];
    return 'tagName' in node ? [node, ...children] : children;
  };
  return below(page);
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((one) => one.name === name)?.value;
}

const named = (elements: readonly Element[], name: string) => elements.filter(({ tagName }) => tagName === name);
const classed = (elements: readonly Element[], name: string) =>
  elements.filter((one) => attribute(one, 'class')?.split(' ').includes(name));

const PLAIN = FINDINGS[1] as Finding;

describe('the report of hostile findings', () => {
  const elements = elementsOf(report(FINDINGS, REPORT, true));

  test('has no script and no style but its own, which its policy knows by their hashes', () => {
    const policy = named(elements, 'meta').find((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy');
    const hashes = ['style', 'script'].map((name) => {
      const found = named(elements, name);
      expect(found).toHaveLength(1);
      const digest = createHash('sha256').update(found.map(textOf).join('')).digest('base64');
      return `${name}-src 'sha256-${digest}'`;
    });
    expect(attribute(policy, 'content')).toBe(
      `default-src 'none'; ${hashes.join('; ')}; base-uri 'none'; form-action 'none'`,
    );
  });

  test('loads nothing: no element or attribute that could', () => {
    const tags = new Set(elements.map(({ tagName }) => tagName));
    for (const tag of ['link', 'img', 'iframe', 'object', 'embed', 'base', 'form', 'audio', 'video', 'image', 'use']) {
      expect(tags).not.toContain(tag);
    }
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect([...names].filter((name) => /^(src|srcset|style|on.*|action|ping|background|xlink.*)$/.test(name))).toEqual(
      [],
    );
    expect(named(elements, 'style').map(textOf).join('')).not.toMatch(/url\(|@import/);
  });

  test('links to parts of itself and to references alone, which learn nothing from it', () => {
    const links = named(elements, 'a').map((link) => [attribute(link, 'href'), attribute(link, 'rel')]);
    expect(links.filter(([href]) => !href?.startsWith('#'))).toEqual([
      ['https://example.com/a', 'noopener noreferrer nofollow'],
      ['https://example.com/a', 'noopener noreferrer nofollow'],
    ]);
  });

  test('shows a raw event as text', () => {
    expect(named(elements, 'pre').map(textOf)).toContain("<Event xmlns='x'>`a`</Event>");
  });

  test('says each severity in words', () => {
    for (const one of classed(elements, 'severity')) expect(attribute(one, 'class')).toBe(`severity ${textOf(one)}`);
  });

  test('tells sub-techniques under their parents, and what is left out', () => {
    const techniques = classed(elements, 'technique').flatMap((one) => attribute(one, 'data-technique') ?? []);
    expect(techniques.slice(0, 3)).toEqual(['T1078', 'T1190', 'T1059']);
    expect(techniques).toContain('T1559.001');
    expect(classed(elements, 'left-out').map(textOf)).toContain(
      'Left out, since ATT&CK 18.1 has no such id: T9999 nonsense ',
    );
  });

  test('gives every title to one part of the page', () => {
    const ids = elements.flatMap((one) => attribute(one, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of named(elements, 'section')) expect(ids).toContain(attribute(one, 'aria-labelledby'));
  });
});

test('of nothing it is a whole page', () => {
  const empty = { ...REPORT, risk: [], detections: [] };
  const text = elementsOf(report([], empty)).map(textOf).join('\n');
  expect(text).toContain('Nothing was found.');
  expect(text).toContain('No finding tells a time.');
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//http://a',
  'data:text/html,x',
  'https://user:secret@example.com/',
  'https://example.com/ a',
  '//example.com',
  'http://',
  'file:///etc/passwd',
  '\u202ehttps://example.com',
])('the reference %j is no link', (reference) => {
  const detections = REPORT.detections.map((one) => ({
    ...one,
    detection: { ...one.detection, references: [reference] },
  }));
  const links = named(elementsOf(report(FINDINGS, { ...REPORT, detections })), 'a');
  expect(links.filter((link) => !attribute(link, 'href')?.startsWith('#'))).toEqual([]);
});

describe('bounds', () => {
  function* many(count: number, of: (at: number) => Finding): Generator<Finding> {
    for (let at = 0; at < count; at++) yield of(at);
  }

  /** Large pages are not parsed: the others were. */
  function leftOut(text: string): string {
    return /id="left-out">([^<]*)</.exec(text)?.[1] ?? '';
  }

  test('shows 50 findings of a detection and counts the rest', () => {
    const text = report(many(120, () => PLAIN));
    expect(text.match(/class="finding"/g)).toHaveLength(50);
    expect(text).toContain('70 more findings of this detection not shown');
    expect(leftOut(text)).toContain('50 of 120 findings are shown, the first of each detection; 70 are left out.');
  });

  test('of 60,000 findings with events as large as they come it stays a file that browsers open', () => {
    const raw = '"'.repeat(20_000);
    const events: FindingEvent[] = Array.from({ length: 20 }, (_, at) => {
      return { file: 'a.evtx', record: at + 1, time: at, host: 'h', source: 's', sourcetype: 't', raw };
    });
    const large = (at: number): Finding => {
      const detection = { ...PLAIN.detection, name: `Detection ${at % 600}`, id: null };
      return { ...PLAIN, detection, events, events_total: 20 };
    };
    const text = report(many(60_000, large));
    expect(Buffer.byteLength(text)).toBeLessThan(20_000_000);
    expect(leftOut(text)).toMatch(/^[1-9][\d,]* of 60,000 findings are shown/);
    const groups = text.split('class="detection"').slice(1);
    expect(groups).toHaveLength(600);
    // No detection crowds out another.
    expect(groups.every((group) => group.includes('class="finding"'))).toBe(true);
    expect(text).toContain('Source events are left out: the report would be too long.');
  });

  test('of as many detections as findings it counts those that it does not name', () => {
    const other = (at: number): Finding => ({ ...PLAIN, detection: { ...PLAIN.detection, name: `D${at}`, id: null } });
    const text = report(many(10_000, other));
    expect(text.match(/class="detection"/g)).toHaveLength(3000);
    expect(leftOut(text)).toContain('7,000 of them with their detection');
    expect(Buffer.byteLength(text)).toBeLessThan(20_000_000);
  });

  test('of detections with as much to say it tells about those that there is room for', () => {
    const long = '<'.repeat(10_000);
    const of = (at: number): Finding => {
      const detection = { ...PLAIN.detection, name: `D${at}`, id: long, file: long };
      return { ...PLAIN, detection, analytic_story: Array(99).fill(long), mitre_attack_id: Array(99).fill(long) };
    };
    const text = report(many(3000, of));
    expect(text).toContain('More of it is left out: the report would be too long.');
    expect(Buffer.byteLength(text)).toBeLessThan(20_000_000);
  });

  test('of one finding that is larger than all else it shows a part', () => {
    const long = 'ä'.repeat(1_000_000);
    const result = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`${at} ${long}`, [long, long, 'x']]));
    const text = report([{ ...PLAIN, message: long, result, mitre_attack_id: Array(9999).fill(long) }]);
    expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
    expect(text).toMatch(/4\d\d more fields not shown/);
  });
});
