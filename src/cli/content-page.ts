import { type Palette, SEVERITY_STYLES, visible, wrap } from '../findings/index.ts';
import type { FoundContent } from '../library/index.ts';

/** An object of content for people: what it is, what it looks for, and what its publisher says of it. */
export function contentPage(
  item: FoundContent,
  { palette, width }: { readonly palette: Palette; readonly width: number },
): string {
  const { detection } = item;
  const paragraphs: readonly (readonly [title: string, text: string | undefined])[] = [
    ['', item.description],
    ['How to implement', detection?.howToImplement],
    ['Known false positives', detection?.knownFalsePositives],
  ];
  const parts = [
    `${palette('bold', visible(item.name))}\n${facts(item, palette)}`,
    ...paragraphs.map(([title, text = '']) => (text === '' ? '' : `${heading(title, palette)}${wrapped(text, width)}`)),
    item.search === undefined
      ? ''
      : `${heading(item.kind === 'macro' ? 'Definition' : 'Search', palette)}${indented(item.search)}`,
    riskPart(item, palette),
    list('References', detection?.references ?? [], palette),
    list(
      'Tests',
      detection?.tests.map(({ name, attackData }) => `${name}: ${attackData.map(({ data }) => data).join(', ')}`) ?? [],
      palette,
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

function facts(item: FoundContent, palette: Palette): string {
  const severity = item.severity === undefined ? undefined : palette(SEVERITY_STYLES[item.severity], item.severity);
  const entries: readonly (readonly [name: string, value: string | undefined])[] = [
    ['kind', item.kind.replace('_', ' ')],
    ['type', item.type],
    ['status', item.status],
    ['severity', severity],
    ['risk score', item.risk_score?.toString()],
    ['ATT&CK', item.mitre_attack_id?.join(', ')],
    ['stories', item.analytic_story?.join(', ')],
    ['data sources', item.data_source?.join(', ')],
    ['id', item.id],
    ['file', item.file],
  ];
  const told = entries.filter(([, value]) => value !== undefined && value !== '');
  return told
    .map(
      ([name, value = '']) => `  ${palette('dim', name.padEnd(14))}${name === 'severity' ? value : visible(value)}\n`,
    )
    .join('');
}

function riskPart({ detection }: FoundContent, palette: Palette): string {
  if (detection === undefined || detection.risk.message === '') return '';
  const { message, riskObjects, threatObjects } = detection.risk;
  const objects = riskObjects.map(({ field, type, score }) => `${field} (${type}) ${score}`);
  const threats = threatObjects.map(({ field, type }) => `${field} (${type})`);
  const lines = [
    message,
    `risk objects: ${objects.join(', ') || 'none'}`,
    `threat objects: ${threats.join(', ') || 'none'}`,
  ];
  return heading('Risk', palette) + lines.map((line) => `  ${visible(line)}\n`).join('');
}

function list(title: string, entries: readonly string[], palette: Palette): string {
  return entries.length === 0 ? '' : heading(title, palette) + entries.map((entry) => `  ${visible(entry)}\n`).join('');
}

function heading(title: string, palette: Palette): string {
  return title === '' ? '' : `${palette('bold', title)}\n`;
}

function wrapped(text: string, width: number): string {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => wrap(visible(line), Math.max(20, width - 2)))
    .map((line) => `  ${line}\n`)
    .join('');
}

/** A search keeps its lines. */
function indented(search: string): string {
  return search
    .trim()
    .split('\n')
    .map((line) => `  ${visible(line)}\n`)
    .join('');
}
