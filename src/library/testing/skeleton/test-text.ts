import type { DetectionTest } from '../../../content/index.ts';

/**
 * Text of YAML with one more test at the end of its `tests:`, which is made where there is none. All the rest stays byte
 * for byte. A test of the same name is replaced.
 *
 * @param hasType whether tests say their `test_type`, as those of ESCU 6 do
 * @returns undefined where `tests:` is written in another way than as a block of its own
 */
export function withTest(text: string, test: DetectionTest, hasType: boolean): string | undefined {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const block = blockOf(lines);
  if (block === undefined) return undefined;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const head = block.hasKey ? '' : `tests:${end}`;
  const item = itemLines(test, hasType).map((line) => `${block.indent}${line}${end}`);
  const same = block.items.find(({ from, to }) => lines.slice(from, to).some((line) => isName(line, test.name)));
  const { from, to } = same ?? { from: block.end, to: block.end };
  const before = lines.slice(0, from).join('');
  const isOpen = before !== '' && !before.endsWith('\n');
  return `${before}${isOpen ? end : ''}${head}${item.join('')}${lines.slice(to).join('')}`;
}

/** The lines of `tests:` at the margin, or where they are to be. */
interface Block {
  readonly hasKey: boolean;
  /** What stands before the dash of each item. */
  readonly indent: string;
  /** The line behind the last item. */
  readonly end: number;
  readonly items: readonly { readonly from: number; readonly to: number }[];
}

function blockOf(lines: readonly string[]): Block | undefined {
  const key = lines.findIndex((line) => /^["']?tests\b/.test(line));
  if (key === -1) return { hasKey: false, indent: '  ', end: lines.length, items: [] };
  if (!/^tests:\s*(?:#.*)?\s*$/.test(lines[key] ?? '')) return undefined;
  const next = lines.findIndex((line, at) => at > key && /^[^\s#-]/.test(line));
  const limit = next === -1 ? lines.length : next;
  const first = lines.findIndex((line, at) => at > key && at < limit && /^\s*-\s/.test(line));
  if (first === -1) return { hasKey: true, indent: '  ', end: key + 1, items: [] };
  const indent = /^\s*/.exec(lines[first] ?? '')?.[0] ?? '';
  let end = limit;
  while (end > first && /^\s*(?:#.*)?\s*$/.test(lines[end - 1] ?? '')) end--;
  const starts = lines.flatMap((line, at) => (at >= first && at < end && line.startsWith(`${indent}- `) ? [at] : []));
  const items = starts.map((from, at) => ({ from, to: starts[at + 1] ?? end }));
  return { hasKey: true, indent, end, items };
}

function isName(line: string, name: string): boolean {
  const [, written = ''] = /^\s*(?:-\s+)?name:\s*(.*?)\s*$/.exec(line) ?? [];
  return [name, JSON.stringify(name), `'${name}'`].includes(written);
}

/** JSON texts are YAML texts, whatever stands in them. */
function itemLines(test: DetectionTest, hasType: boolean): readonly string[] {
  const { name, expectedResults, attackData } = test;
  const first = hasType
    ? ['- test_type: unit', `  name: ${JSON.stringify(name)}`]
    : [`- name: ${JSON.stringify(name)}`];
  const data = attackData.flatMap(({ data: path, source = '', sourcetype = '', index }) => [
    `    - data: ${JSON.stringify(path)}`,
    `      source: ${JSON.stringify(source)}`,
    `      sourcetype: ${JSON.stringify(sourcetype)}`,
    ...(index === undefined ? [] : [`      ${hasType ? 'index' : 'custom_index'}: ${JSON.stringify(index)}`]),
  ]);
  const expected = expectedResults === undefined ? [] : [`  expected_results: ${expectedResults}`];
  return [...first, ...expected, '  attack_data:', ...data];
}
