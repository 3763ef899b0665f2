import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { COMMANDS, commandNames, parse } from '../../../src/language/index.ts';

interface Case {
  readonly spl: string;
  readonly node: Readonly<Record<string, unknown>>;
}

const CASES: Readonly<Record<string, readonly Case[]>> = parseYaml(
  readFileSync(path.join(import.meta.dirname, 'commands.yaml'), 'utf8'),
);

const EXPRESSION = /^(?:Eval|Search)[A-Z]/;

/** A node as the cases write it: see the head of commands.yaml. */
function brief(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => brief(item, text));
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Readonly<Record<string, unknown>>;
  const kind = String(node['kind']);
  if (kind === 'FieldName') return node['name'];
  if (kind === 'Pipeline') return brief(node['commands'], text);
  if (kind === 'AggregateCall') {
    const argument = brief(node['argument'], text) ?? '';
    return `${node['name']}${node['percentile'] ?? ''}(${argument}) -> ${node['output']}`;
  }
  if (EXPRESSION.test(kind)) {
    const { start, end } = node['span'] as { start: number; end: number };
    return text.slice(start, end);
  }
  // The place of the node; an option of that name is no place.
  const entries = Object.entries(node).filter(([key]) => key !== 'span' || !('kind' in node));
  return Object.fromEntries(entries.map(([key, part]) => [key, brief(part, text)]));
}

describe.each(COMMANDS.map(({ name }) => name))('%s', (name) => {
  test('has cases', () => {
    expect(CASES[name]?.length ?? 0).toBeGreaterThan(0);
  });

  test.each((CASES[name] ?? []).map((item) => [item.spl, item] as const))('%s', (_, { spl, node }) => {
    const { pipeline, expansion } = parse(`| ${spl}`);
    expect(pipeline.commands).toHaveLength(1);
    expect(brief(pipeline.commands[0], expansion.text)).toMatchObject(node);
  });
});

describe('the list of commands', () => {
  test('says of each what it does, how it is written and which page says so', () => {
    for (const { name, doc } of COMMANDS) {
      expect(doc.syntax, name).toContain(name);
      expect(doc.summary, name).toMatch(/\.$/);
      expect(doc.source, name).toMatch(/^Splunk/);
    }
  });

  test('names each command and alias once, in lower case', () => {
    const names = [...commandNames()];
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
    const all = COMMANDS.flatMap((entry) => [entry.name, ...('aliases' in entry ? (entry.aliases ?? []) : [])]);
    expect(names).toHaveLength(all.length);
  });

  test('has no cases for commands that do not exist', () => {
    const known = new Set<string>(COMMANDS.map(({ name }) => name));
    expect(Object.keys(CASES).filter((name) => !known.has(name))).toEqual([]);
  });
});
