import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FINDING_FORMATS, type FindingFormatName, plainPalette } from '../../../src/findings/index.ts';
import { FINDINGS, REPORT } from './hostile.ts';

/** The formats whose text for the hostile findings stands in a file, which was read line by line. */
const GOLDENS = {
  markdown: 'markdown.txt',
  html: 'html.txt',
  navigator: 'navigator.json',
  sarif: 'sarif.json',
  ocsf: 'ocsf.jsonl',
  stix: 'stix.json',
  timesketch: 'timesketch.csv',
  notable: 'notable.jsonl',
} as const satisfies Partial<Readonly<Record<FindingFormatName, string>>>;

const OPTIONS = { width: 100, palette: plainPalette, now: REPORT.now, hasEvents: true };

function rendered(name: FindingFormatName, findings = FINDINGS): string {
  const renderer = FINDING_FORMATS[name].findings(OPTIONS);
  return withoutLooks(findings.map(renderer.write).join('') + renderer.end(REPORT));
}

/** How a page looks and moves has nothing to do with findings. */
function withoutLooks(text: string): string {
  return text.replace(/<(style|script)>.*?<\/\1>/gs, '<$1></$1>').replace(/sha256-[^&]+/g, 'sha256-…');
}

describe.each(Object.entries(GOLDENS))('%s', (name, file) => {
  const golden = new URL(file, import.meta.url);

  test('of hostile findings', () => {
    const actual = rendered(name as keyof typeof GOLDENS);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, actual);
    expect(actual).toBe(readFileSync(golden, 'utf8'));
  });

  test('is the same each time', () => {
    expect(rendered(name as keyof typeof GOLDENS)).toBe(rendered(name as keyof typeof GOLDENS));
  });
});

test.each(['sarif', 'stix', 'navigator'] as const)('%s is a whole document without any finding', (name) => {
  expect(JSON.parse(rendered(name, []))).toBeTypeOf('object');
});

test.each(['ocsf', 'notable', 'timesketch'] as const)('%s of nothing is nothing', (name) => {
  expect(rendered(name, [])).toBe('');
});
