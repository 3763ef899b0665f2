import type { Plan, Row, Value } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { visibleColumns } from '../plan/schema.ts';
import { eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import type { XPath } from '../plan/xpath/ast.ts';
import { xpathTexts } from '../plan/xpath/evaluate.ts';
import { parseXPath, XPathFault } from '../plan/xpath/parse.ts';
import { treeOf } from '../plan/xpath/tree.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { outfield: textOption, field: textOption, default: textOption };

export type Xpath = Plain<'Xpath', typeof OPTIONS>;

export const xpath = defineCommand<Xpath>({
  name: 'xpath',
  doc: {
    syntax: 'xpath [outfield=<field>] "<xpath>" [field=<field>] [default=<text>]',
    summary: 'Extracts the values of XML that an XPath expression stands for.',
    source: 'Splunk Search Reference, xpath',
    options: {
      outfield: 'the field that gets the values; xpath',
      field: 'the field with the XML; _raw',
      default: 'what the field gets where the expression finds nothing; nothing',
    },
    differs:
      'XML with a prologue is read, where Splunk finds nothing in it. Names are compared as they are written, so that elements of a default namespace are found. An expression behind parentheses, and functions other than position, last, count, not, true, false, contains, starts-with, normalize-space, string-length, string, number, name and local-name, are refused',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xpath', 'xpath', OPTIONS, { words: [1, 1] }),
  plan: planXpath,
});

async function planXpath(node: Xpath, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { outfield = 'xpath', field = '_raw', default: fallback } = node.options;
  const input = resultsOf(given);
  const path = pathOf(node);
  let skipped = 0;
  async function* extracted(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const texts = textsOf(row[field], path);
      if (texts === undefined) skipped++;
      const made: NewRow = new Map(Object.entries(row));
      if (texts !== undefined && texts.length > 0) made.set(outfield, texts);
      else if (fallback !== undefined) made.set(outfield, fallback);
      yield made;
    }
    if (skipped > 0) context.environment.warn?.(`xpath left out ${skipped} results whose XML takes too long to search`);
  }
  const kept = visibleColumns(input.schema).filter(({ name }) => name !== outfield);
  return await stream(input, [...kept, { name: outfield, type: 'multi' }], extracted, context, 'each');
}

/** The texts in each value of the field; undefined where it would take too long. */
function textsOf(value: Value | undefined, path: XPath): readonly string[] | undefined {
  const found: string[] = [];
  for (const text of typeof value === 'object' ? value : value === undefined ? [] : [String(value)]) {
    const tree = treeOf(text);
    const texts = tree === undefined ? undefined : xpathTexts(path, tree);
    if (texts === undefined) return undefined;
    for (const one of texts) found.push(one);
  }
  return found;
}

function pathOf({ words, span }: Xpath): XPath {
  const [word] = words;
  try {
    return parseXPath(word?.name ?? '');
  } catch (error) {
    if (!(error instanceof XPathFault)) throw error;
    const place = word?.span ?? span;
    if (error.isUnsupported) return fail('SPL303', `karst does not run this of XPath: ${error.message}`, place);
    return fail('SPL106', `xpath takes an XPath expression: ${error.message}`, place, 'write it like "//user/@name"');
  }
}
