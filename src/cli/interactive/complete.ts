import { COMMANDS, commandNamed, evalFunctionNames, statsFunctionNames } from '../../language/index.ts';
import type { SearchNames } from '../../library/index.ts';
import { META_COMMANDS } from './meta.ts';

/** What could stand at the end of a text, and the part of the text that it takes the place of. */
export type Completion = readonly [candidates: string[], fragment: string];

/** A name under way: up to white space, a bracket, a comma, a quotation mark, an operator or a pipe. */
const FRAGMENT = /[^\s|[\](),"'`=<>!]*$/;

const WITH_STATISTICS = new Set(['stats', 'eventstats', 'streamstats', 'tstats', 'mstats', 'chart', 'timechart']);
const WITH_EXPRESSIONS = new Set(['eval', 'where', 'fieldformat']);

/**
 * What may go on here: commands behind a pipe, macros behind a backtick, functions where the command takes them,
 * options of the command, lookups, data models, and the fields of the events.
 */
export function complete(text: string, names: SearchNames): Completion {
  if (/^\s*:\S*$/.test(text))
    return matching(
      META_COMMANDS.map(({ name }) => `:${name}`),
      text.trim(),
    );
  if (text.split('`').length % 2 === 0) return matching(names.macros, text.slice(text.lastIndexOf('`') + 1));
  const fragment = FRAGMENT.exec(text)?.[0] ?? '';
  const before = text.slice(0, text.length - fragment.length);
  return matching(candidatesFor(before, names), fragment);
}

function candidatesFor(before: string, names: SearchNames): readonly string[] {
  if (/[|[]\s*$/.test(before)) return COMMANDS.map(({ name }) => name).sort();
  const stage = before.slice(before.lastIndexOf('|') + 1).replace(/^.*\[/s, '');
  const command = /^\s*([a-z]\w*)\s/i.exec(stage)?.[1]?.toLowerCase() ?? 'search';
  const [, option = ''] = /([\w:]+)\s*[=:]\s*"?$/.exec(before) ?? [];
  const values = valuesOf(option.toLowerCase(), names);
  if (values !== undefined) return values;
  if (/^\s*(?:input|output)?lookup\s+(?:\w+=\S+\s+)*$/i.test(stage)) return names.lookups;
  return [...functionsOf(command), ...fieldsOf(before, command, names), ...optionsOf(command)];
}

function valuesOf(option: string, names: SearchNames): readonly string[] | undefined {
  switch (option) {
    case 'datamodel':
      return names.models.flatMap(({ model, datasets }) => datasets.map(({ name }) => `${model}.${name}`));
    case 'index':
      return names.indexes;
    case 'sourcetype':
      return names.sourcetypes;
    default:
      return undefined;
  }
}

function functionsOf(command: string): readonly string[] {
  if (WITH_STATISTICS.has(command))
    return [...statsFunctionNames()].map((name) => (name === 'count' ? name : `${name}(`));
  return WITH_EXPRESSIONS.has(command) ? [...evalFunctionNames()].map((name) => `${name}(`) : [];
}

/** Behind the name of a data model, the fields of its datasets. */
function fieldsOf(before: string, command: string, { fields, models }: SearchNames): readonly string[] {
  const [, named] = /datamodel\s*=\s*"?(\w+)/i.exec(before) ?? [];
  const model = command === 'tstats' ? models.find((one) => one.model === named) : undefined;
  if (model === undefined) return fields;
  return model.datasets.flatMap(({ path, fields: own }) => own.map((field) => `${path[0]}.${field}`));
}

/** `span=` and the like, as the syntax of the command writes them. */
function optionsOf(command: string): readonly string[] {
  const syntax = commandNamed(command)?.doc.syntax ?? '';
  return [...syntax.matchAll(/\b([a-z]\w*=)(?=[<("\w])/g)].map(([, option = '']) => option);
}

/** Without case where nothing is spelt like it. */
function matching(candidates: readonly string[], fragment: string): Completion {
  const exact = candidates.filter((one) => one.startsWith(fragment));
  const lower = fragment.toLowerCase();
  const found = exact.length > 0 ? exact : candidates.filter((one) => one.toLowerCase().startsWith(lower));
  return [[...new Set(found)], fragment];
}
