import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import {
  COMMANDS,
  type CommandDefinition,
  type CommandNode,
  EVAL_FUNCTIONS,
  type FunctionSignature,
  PERCENTILE_FUNCTIONS,
  STATS_FUNCTIONS,
} from '../../../src/language/index.ts';
import type { CommandCase } from '../../commands/case.ts';
import { functionCases } from '../../functions/cases.ts';
import { exampleText } from './example.ts';

type Definition = CommandDefinition<CommandNode>;

const MADE_BY =
  '<!-- Made by `npm run reference` from the registry of the language and the cases in test/: do not edit. -->';

/** The pages of docs/spl: paths from there to their texts. */
export function splReference(): ReadonlyMap<string, string> {
  const commands = [...(COMMANDS as unknown as readonly Definition[])].sort((a, b) => (a.name < b.name ? -1 : 1));
  const pages: [string, readonly string[]][] = [
    ['README.md', index(commands)],
    ...commands.map((one): [string, readonly string[]] => [`commands/${one.name}.md`, commandPage(one)]),
    ['eval-functions.md', functionPage('eval', 'Evaluation functions', EVAL_FUNCTIONS)],
    [
      'stats-functions.md',
      functionPage('stats', 'Statistical functions', [...STATS_FUNCTIONS, ...PERCENTILE_FUNCTIONS]),
    ],
  ];
  return new Map(pages.map(([path, parts]) => [path, `${[MADE_BY, ...parts].join('\n\n')}\n`]));
}

function index(commands: readonly Definition[]): readonly string[] {
  const run = commands.filter(({ plan }) => plan !== undefined);
  const waiting = commands.filter(({ plan, unsupported }) => plan === undefined && unsupported === undefined);
  const never = commands.filter(({ plan, unsupported }) => plan === undefined && unsupported !== undefined);
  const list = (some: readonly Definition[]): string =>
    some.map(({ name, doc }) => `- [${name}](commands/${name}.md): ${doc.summary}`).join('\n');
  return [
    '# SPL as karst runs it',
    `karst parses ${commands.length} commands and runs ${run.length} of them. What it cannot run is an error that names it and its place. Every example in these pages is run as a test.`,
    '- [Evaluation functions](eval-functions.md), of `eval`, `where` and their kin\n- [Statistical functions](stats-functions.md), of `stats`, `tstats`, `timechart` and their kin',
    '## Commands that run',
    list(run),
    ...(waiting.length === 0
      ? []
      : [
          '## Commands that do not run yet',
          'They parse, and are error SPL301 where a search is to be run.',
          list(waiting),
        ]),
    '## Commands that make no sense without a Splunk server',
    'They parse, and are error SPL301, which says what to do instead.',
    list(never),
  ];
}

function commandPage({ name, aliases = [], doc, plan, unsupported, stands }: Definition): readonly string[] {
  const { options = {}, differs } = doc;
  const listed = Object.entries(options).map(([option, meaning]) => `- \`${option}\`: ${meaning}`);
  const examples = commandExamples(name);
  return [
    `# ${name}`,
    doc.summary,
    ...(aliases.length === 0 ? [] : [`Also written ${aliases.map((alias) => `\`${alias}\``).join(', ')}.`]),
    ...(plan === undefined ? [`**karst does not run it**: ${unsupported ?? 'it parses, and is error SPL301'}.`] : []),
    '## Syntax',
    `\`\`\`text\n${doc.syntax}\n\`\`\``,
    ...(stands === 'first' ? ['It begins a search, behind a pipe.'] : []),
    ...(listed.length === 0 ? [] : ['## Options', listed.join('\n')]),
    ...(differs === undefined ? [] : ['## Otherwise than in Splunk', sentence(differs)]),
    ...(examples.length === 0 ? [] : ['## Examples', ...examples]),
    `Source: ${doc.source}. [All commands](../README.md)`,
  ];
}

function commandExamples(name: string): readonly string[] {
  const file = fileURLToPath(new URL(`../../commands/${name}.yaml`, import.meta.url));
  if (!existsSync(file)) return [];
  const cases = parseYaml(readFileSync(file, 'utf8')) as readonly CommandCase[];
  return cases.filter(({ example }) => example !== undefined).map((one) => exampleText(one));
}

function functionPage(
  language: 'eval' | 'stats',
  title: string,
  functions: readonly FunctionSignature[],
): readonly string[] {
  const cases = functionCases(language);
  const sorted = [...functions].sort((a, b) => (a.name < b.name ? -1 : 1));
  const links = sorted.map(({ name }) => `[${name}](#${name})`).join(', ');
  const sections = sorted.flatMap(({ name, aliases = [], doc }) => [
    `## ${name}`,
    `\`\`\`text\n${doc?.syntax ?? name}\n\`\`\``,
    `${doc?.summary ?? ''}${aliases.length === 0 ? '' : ` Also written ${aliases.map((one) => `\`${one}\``).join(', ')}.`}`,
    ...(doc?.differs === undefined ? [] : [`Otherwise than in Splunk: ${sentence(doc.differs)}`]),
    ...(cases.get(name) ?? []).map((one) => exampleText({ ...one, example: `Example: ${one.example}` })),
  ]);
  return [`# ${title}`, links, ...sections, '[All commands](README.md)'];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
