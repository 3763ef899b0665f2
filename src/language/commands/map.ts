import { Problem } from '../../shared/problem.ts';
import type { FieldName, Node } from '../ast.ts';
import type { Plan, Row, Value } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, optionBag, textOption } from '../parse/options.ts';
import { limit, rows, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { EXAMPLE, scansOf } from '../plan/demand.ts';
import { resultsOf } from '../plan/input.ts';
import { optimise } from '../plan/optimise.ts';
import { savedText } from '../plan/saved-search.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { search: textOption, maxsearches: integerOption };

export type MapCommand = Node<
  'Map',
  {
    /** The text of the search, with `$field$` for the values of each result, or the name of a saved one. */
    search: string | FieldName;
    /** Whether it stood in brackets: there it begins with a command's name, in quotes like any search. */
    isPipeline: boolean;
    /** Results to run it for; Splunk's default is 10, and 0 is none. */
    maxSearches: number;
  }
>;

export const map = defineCommand<MapCommand>({
  name: 'map',
  doc: {
    syntax: 'map (search="<search with $field$>" | [<subsearch>] | <saved search>) [maxsearches=<count>]',
    summary: 'Runs a search once for each result, with the values of the result in it.',
    source: 'Splunk Search Reference, map',
    options: {
      search: 'the search to run, with `$field$` for values of the result, and `$_serial_id$` for its number from 0',
      maxsearches: 'for how many results it runs; 10',
    },
    differs:
      'A result without a field that the search names is left out, with a warning, and one whose value would not stay a value in the arguments of a macro. The saved searches are the detections and baselines of content.',
  },
  stands: 'later',
  parse: readMap,
  plan: planMap,
});

async function planMap(node: MapCommand, before: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { environment } = context;
  const input = resultsOf(before);
  const search = typeof node.search === 'string' ? node.search : savedText(node.search.name, node.search.span, context);
  const given = { search, isPipeline: node.isPipeline };
  const found = await environment.rows(optimise(limit(input, node.maxSearches + 1)));
  if (environment.isAheadOfData === true) return await anySearch(given, context);
  if (found.length > node.maxSearches) {
    environment.warn?.(`map ran for the first ${node.maxSearches} results alone: raise maxsearches`);
  }
  const plans: Plan[] = [];
  for (const [index, row] of found.slice(0, node.maxSearches).entries()) {
    const reason = whyLeftOut(search, row);
    if (reason !== undefined) {
      environment.warn?.(`map left out a result ${reason}`);
      continue;
    }
    const plan = await oneSearch(given, (name) => (name === SERIAL ? String(index) : valueText(row[name])), context);
    plans.push(found.length > SEARCHES_TOGETHER ? await environment.stage(optimise(plan)) : plan);
  }
  return plans.length === 0 ? rows(0) : union(plans);
}

/**
 * Ahead of the data an example stands for all values, so that the fields are known which the search reads and what it
 * asks of them beside the values; where an example cannot stand (`earliest=$start$`) a number.
 */
async function anySearch(given: GivenSearch, context: PlanContext): Promise<Plan> {
  try {
    const planned = await oneSearch(given, () => EXAMPLE, context);
    // There a value may be more than one.
    if ([...given.search.matchAll(PLACEHOLDER)].some(({ index }) => isInMacroCall(given.search, index))) {
      forgetConditions(planned, context);
    }
    return planned;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const planned = await oneSearch(given, () => '1', context).catch(() => {
      throw error;
    });
    forgetConditions(planned, context);
    return planned;
  }
}

/** The conditions of a plan are those of the value that stands for all. */
function forgetConditions(planned: Plan, { environment }: PlanContext): void {
  for (const one of scansOf(planned)) environment.bases?.add({ ...one });
}

function isInMacroCall(search: string, index: number): boolean {
  return search.slice(0, index).split('`').length % 2 === 0;
}

/** More searches than these are run one by one, not as one statement. */
const SEARCHES_TOGETHER = 20;

/** The number of the result, from 0. */
const SERIAL = '_serial_id';

const PLACEHOLDER = /\$([\w.:{}@-]+)\$/g;

/** Why the search cannot be run for a result; undefined where it can. */
function whyLeftOut(search: string, row: Row): string | undefined {
  for (const { index, 1: name = '' } of search.matchAll(PLACEHOLDER)) {
    if (name === SERIAL) continue;
    if (row[name] === undefined) return `without the field "${name}"`;
    // The arguments of a macro become text of the search as they are: no quotes keep a value together there.
    if (isInMacroCall(search, index) && /["|[\]`\\]/.test(valueText(row[name])))
      return `whose "${name}" cannot stand in a macro call`;
  }
  return undefined;
}

interface GivenSearch {
  readonly search: string;
  readonly isPipeline: boolean;
}

async function oneSearch(
  { search, isPipeline }: GivenSearch,
  textOf: (name: string) => string,
  context: PlanContext,
): Promise<Plan> {
  const spl = substituted(search, textOf);
  return await context.text(isPipeline ? `| ${spl.replace(/^\s*\|/, '')}` : spl, undefined);
}

/**
 * A value stands in the place of its name. It stays one value, whatever it holds: outside quotes it gets its own where
 * it is no plain word, inside them its quotes and backslashes are escaped.
 */
function substituted(search: string, textOf: (name: string) => string): string {
  let text = '';
  let at = 0;
  let isQuoted = false;
  for (const match of search.matchAll(PLACEHOLDER)) {
    const between = search.slice(at, match.index);
    isQuoted = endsInQuotes(between, isQuoted);
    const value = textOf(match[1] ?? '');
    const escaped = value.replace(/[\\"]/g, '\\$&');
    text += `${between}${isQuoted ? escaped : isPlainWord(value) ? value : `"${escaped}"`}`;
    at = match.index + match[0].length;
  }
  return text + search.slice(at);
}

function endsInQuotes(text: string, before: boolean): boolean {
  const quotes = text.replace(/\\[\s\S]/g, '').split('"').length - 1;
  return quotes % 2 === 1 ? !before : before;
}

function isPlainWord(value: string): boolean {
  return /^[\w.:@%/-]+$/.test(value) && !/^(?:AND|OR|NOT|IN|BY|AS)$/i.test(value);
}

function valueText(value: Value | undefined): string {
  return typeof value === 'object' ? value.join(' ') : String(value ?? '');
}

function readMap(cursor: Cursor): MapCommand {
  const options = optionBag(cursor, 'map', OPTIONS);
  options.readAll();
  const pipeline = cursor.atSubsearch() ? cursor.template(filled) : undefined;
  options.readAll();
  const saved = pipeline === undefined && options.values.search === undefined ? cursor.fieldName() : undefined;
  options.readAll();
  const search =
    pipeline ?? options.values.search ?? saved ?? cursor.failExpected('search="…" or a subsearch in brackets');
  return {
    kind: 'Map',
    search,
    isPipeline: pipeline !== undefined,
    maxSearches: Math.max(options.values.maxsearches ?? 10, 0),
    span: cursor.span(),
  };
}

function filled(text: string): string {
  return text.replace(PLACEHOLDER, (field) => 'x'.repeat(field.length));
}
