import type { CommandCase } from '../../commands/case.ts';
import type { CaseRow } from '../../conformance/cases.ts';
import { code, rowTable } from './tables.ts';

/** A case as a reader sees it: what it shows, the search, the rows that go in and those that come out. */
export function exampleText({ example = '', spl, ...one }: Omit<CommandCase, 'name'>): string {
  return [example, `\`\`\`spl\n${spl}\n\`\`\``, ...given(one), ...outcome(one)].join('\n\n');
}

type Given = Omit<CommandCase, 'name' | 'spl' | 'example'>;

function given({ input, events, datasets = {}, metrics = {}, lookups = {}, now }: Given): readonly string[] {
  const tables = (title: string, named: Readonly<Record<string, readonly CaseRow[]>>): readonly string[] =>
    Object.entries(named).map(([name, rows]) => section(`${title} ${code(name)}`, rows));
  const asRows = Object.entries(lookups).map(([name, table]) => [name, 'rows' in table ? table.rows : table] as const);
  return [
    ...(now === undefined ? [] : [`The search runs at ${code(String(now))}.`]),
    ...(input === undefined ? [] : [section('Results that come in', input)]),
    ...(events === undefined ? [] : [section('Events', events)]),
    ...tables('The dataset', datasets),
    ...tables('The metrics index', metrics),
    ...tables('The lookup', Object.fromEntries(asRows)),
  ];
}

function outcome({ rows, error }: Given): readonly string[] {
  if (error !== undefined) return [`Error ${error.code}: ${error.text}`];
  return [section('Results', rows ?? [])];
}

function section(title: string, rows: readonly CaseRow[]): string {
  return `${title}:\n\n${rowTable(rows)}`;
}
