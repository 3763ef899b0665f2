import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { expect, test } from 'vitest';
import type { Finding, RunReport } from '../../src/findings/index.ts';
import { FINDING_FORMATS, plainPalette, visible } from '../../src/findings/index.ts';
import { REPORT } from '../golden/findings/hostile.ts';

/** A report in which a text stands wherever logs and content can put one. */
function reportOf(text: string): string {
  const named = { name: text, id: text, version: 1, type: 'TTP', file: text } as const;
  const finding: Finding = {
    schema: 1,
    detection: named,
    severity: 'high',
    risk_score: 1,
    risk_objects: [{ field: text, type: text, value: text, score: 1, message: text }],
    threat_objects: [{ field: text, type: text, value: text }],
    message: text,
    mitre_attack_id: [`x${text}`],
    analytic_story: [text],
    first_time: '2024-01-01T00:00:00Z',
    last_time: null,
    result: { [`x${text}`]: text, y: [text, text], process_name: 'a', parent_process_name: 'b', process: text },
    events: [{ file: text, record: 1, time: 0, host: text, source: text, sourcetype: text, raw: text }],
  };
  const renderer = FINDING_FORMATS.html.findings({ width: 80, palette: plainPalette, hasEvents: true });
  return renderer.write(finding) + renderer.end(runOf(text));
}

function runOf(text: string): RunReport {
  const [known] = REPORT.detections;
  if (known === undefined) throw new Error('the report of the goldens has detections');
  const detection = {
    ...known.detection,
    ...{ name: text, id: text, file: text, references: [` ${text}`], mitreAttackIds: [`x${text}`] },
    ...{ description: `x${text}`, knownFalsePositives: `x${text}` },
  };
  const risk = { type: text, value: text, score: 1, findings: 1, detections: [text], techniques: [], tactics: [] };
  return {
    ...REPORT,
    summary: {
      ...REPORT.summary,
      sourcetypes: { [text]: 1 },
      skipped: { [text]: 1 },
      detections: { ...REPORT.summary.detections, errors: [{ file: text, name: text, code: 'X', message: text }] },
    },
    risk: [{ ...risk, first_time: null, last_time: null }],
    detections: [
      { detection, state: 'fired', findings: 1, missing: [] },
      { detection, state: 'blind', findings: 0, missing: [text] },
    ],
  };
}

interface Seen {
  /** Tags and the names of their attributes, in the order of the page. */
  readonly shape: readonly string[];
  readonly texts: ReadonlySet<string>;
}

function seen(html: string): Seen {
  const errors: string[] = [];
  const page = parse(html, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const shape: string[] = [];
  const texts = new Set<string>();
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) shape.push([node.tagName, ...node.attrs.map(({ name }) => name)].join(' '));
    if (node.nodeName === '#text' && 'value' in node) texts.add(node.value);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(page);
  return { shape, texts };
}

const PLAIN = seen(reportOf('x'));

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '<',
          '>',
          '"',
          "'",
          '&',
          '/',
          '=',
          '`',
          '!--',
          '-->',
          '</script>',
          '<script>',
          '</style>',
          ']]>',
          '<![CDATA[',
        ],
        ...[
          '&lt;',
          '&#60',
          '\u0000',
          '\n',
          '\r\n',
          '\t',
          ' ',
          '\u202e',
          '\u2066',
          '\ud800',
          '\ufffe',
          '</pre>',
          '</details>',
        ],
        ...['<svg onload=', '</title>', '<plaintext>', 'javascript:', 'onclick="', '<!DOCTYPE', '\u00a0', '\ufeff'],
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

test('no text breaks out of its place, and none is changed but for what hides', () => {
  fc.assert(
    fc.property(text, (one) => {
      const { shape, texts } = seen(reportOf(one));
      expect(shape).toEqual(PLAIN.shape);
      const shown = visible(one).replace(/\p{Noncharacter_Code_Point}/gu, (character) => {
        return `\\u{${character.codePointAt(0)?.toString(16)}}`;
      });
      expect(texts).toContain(shown);
    }),
    { numRuns: 150 },
  );
});
