import { COMMANDS, commandNamed, evalFunction, type FunctionDoc, statsFunction } from '../../language/index.ts';
import type { SearchNames } from '../../library/index.ts';
import { nearest } from '../../shared/nearest.ts';
import { Problem } from '../../shared/problem.ts';

/** What a line that begins with a colon asks of the session. */
export type MetaAction =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'format'; readonly format: 'table' | 'jsonl' | 'csv' }
  | { readonly kind: 'limit'; readonly rows: number }
  | { readonly kind: 'quit' };

interface MetaCommand {
  readonly name: string;
  readonly syntax: string;
  readonly summary: string;
  readonly run: (argument: string, names: SearchNames, width: number) => MetaAction;
}

const say = (text: string): MetaAction => ({ kind: 'say', text });

export const META_COMMANDS: readonly MetaCommand[] = [
  {
    name: 'help',
    syntax: ':help [<name>]',
    summary: 'this text, or what a command or function does',
    run: (name) => say(name === '' ? overview() : helpOn(name)),
  },
  {
    name: 'fields',
    syntax: ':fields [<text>]',
    summary: 'fields of the events, those with the text in their names',
    run: (text, { fields }, width) => say(columns(fields, text, width)),
  },
  {
    name: 'macros',
    syntax: ':macros [<text>]',
    summary: 'macros',
    run: (text, { macros }, width) =>
      say(
        columns(
          macros.map((name) => name.replace('(', '(…)')),
          text,
          width,
        ),
      ),
  },
  {
    name: 'lookups',
    syntax: ':lookups [<text>]',
    summary: 'lookups',
    run: (text, { lookups }, width) => say(columns(lookups, text, width)),
  },
  {
    name: 'models',
    syntax: ':models [<text>]',
    summary: 'data models and their datasets',
    run: (text, { models }, width) => {
      const all = models.flatMap(({ model, datasets }) => datasets.map(({ name }) => `${model}.${name}`));
      return say(columns(all, text, width));
    },
  },
  {
    name: 'format',
    syntax: ':format table|jsonl|csv',
    summary: 'how results are shown',
    run: (name) => {
      if (name === 'table' || name === 'jsonl' || name === 'csv') return { kind: 'format', format: name };
      throw new Problem('CLI001', `"${name}" is no format`, { hint: 'a format is table, jsonl or csv' });
    },
  },
  {
    name: 'limit',
    syntax: ':limit <count>',
    summary: 'how many results are shown; 0 shows all',
    run: (count) => {
      if (/^\d{1,9}$/.test(count)) return { kind: 'limit', rows: Number(count) };
      throw new Problem('CLI001', `"${count}" is no number of results`, {
        hint: 'write :limit 100, or :limit 0 for all',
      });
    },
  },
  { name: 'quit', syntax: ':quit', summary: 'ends the session, as Ctrl-D does', run: () => ({ kind: 'quit' }) },
];

/** Other words for the same. */
const ALIASES: Readonly<Record<string, string>> = { exit: 'quit', q: 'quit', h: 'help', '?': 'help' };

/**
 * Runs a line such as `:help stats`.
 *
 * @throws Problem CLI001 for an unknown command or a wrong argument
 */
export function runMeta(line: string, names: SearchNames, width: number): MetaAction {
  const [, word = '', argument = ''] = /^\s*:(\S*)\s*(.*?)\s*$/s.exec(line) ?? [];
  const name = ALIASES[word.toLowerCase()] ?? word.toLowerCase();
  const found = META_COMMANDS.find((one) => one.name === name);
  if (found !== undefined) return found.run(argument, names, width);
  const near = nearest(
    word,
    META_COMMANDS.map((one) => one.name),
  );
  const hint = near === undefined ? 'try :help' : `did you mean ":${near}"?`;
  throw new Problem('CLI001', `unknown command ":${word}"`, { hint });
}

function overview(): string {
  const width = Math.max(...META_COMMANDS.map(({ syntax }) => syntax.length));
  const lines = META_COMMANDS.map(({ syntax, summary }) => `  ${syntax.padEnd(width)}  ${summary}`);
  return [
    'Type a search. Tab completes commands, functions, fields, macros, lookups and data models; a line that ends with',
    'a pipe goes on in the next one; Ctrl-C ends the search that runs.',
    '',
    ...lines,
  ].join('\n');
}

function helpOn(name: string): string {
  const command = commandNamed(name.toLowerCase());
  const parts = [
    ...(command === undefined ? [] : [commandHelp(command.doc)]),
    ...functionHelp('eval function', evalFunction(name)?.doc),
    ...functionHelp('stats function', statsFunction(name)?.signature.doc),
  ];
  if (parts.length > 0) return parts.join('\n\n');
  const near = nearest(
    name,
    COMMANDS.map((one) => one.name),
  );
  const hint = near === undefined ? 'try :help' : `did you mean "${near}"?`;
  throw new Problem('CLI001', `there is no command or function "${name}"`, { hint });
}

type CommandDoc = (typeof COMMANDS)[number]['doc'] & {
  readonly options?: Readonly<Record<string, string>>;
  readonly differs?: string;
};

function commandHelp({ syntax, summary, options = {}, differs }: CommandDoc): string {
  const listed = Object.entries(options).map(([name, meaning]) => `    ${name}: ${meaning}`);
  const other = differs === undefined ? [] : [`  Otherwise than in Splunk: ${differs}`];
  return [`  ${syntax}`, `  ${summary}`, ...listed, ...other].join('\n');
}

function functionHelp(what: string, doc: FunctionDoc | undefined): readonly string[] {
  return doc === undefined ? [] : [`  ${doc.syntax}  (${what})\n  ${doc.summary}`];
}

/** Names side by side, downwards as a directory lists them. */
function columns(names: readonly string[], text: string, width: number): string {
  const shown = names.filter((name) => name.toLowerCase().includes(text.toLowerCase()));
  if (shown.length === 0) return '  none';
  const cell = Math.max(...shown.map((name) => name.length)) + 2;
  const across = Math.max(1, Math.floor((width - 2) / cell));
  const down = Math.ceil(shown.length / across);
  return Array.from({ length: down }, (_, row) =>
    `  ${shown
      .filter((_name, at) => at % down === row)
      .map((name) => name.padEnd(cell))
      .join('')}`.trimEnd(),
  ).join('\n');
}
