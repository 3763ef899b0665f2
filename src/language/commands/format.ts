import type { Node } from '../ast.ts';
import type { Plan, Row } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import type { PlanContext } from '../plan/context.ts';
import { comparisonText, searchText, valueTexts } from '../plan/filter-text.ts';
import { resultsOf } from '../plan/input.ts';
import { isInternal } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { mvsep: textOption, maxresults: integerOption, emptystr: textOption };

export type Format = Node<
  'Format',
  {
    /** Row prefix, column prefix, column separator, column end, row separator, row end. */
    strings: readonly string[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

const STRINGS = ['(', '(', 'AND', ')', 'OR', ')'] as const;

export const format = defineCommand<Format>({
  name: 'format',
  doc: {
    syntax:
      'format [mvsep=<text>] [maxresults=<count>] ["<row prefix>" "<column prefix>" "<column separator>" "<column end>" "<row separator>" "<row end>"] [emptystr=<text>]',
    summary: 'Turns the results into the text of a filter.',
    source: 'Splunk Search Reference, format',
    options: {
      mvsep: 'stands between the values of a multivalue field; default: OR',
      maxresults: 'how many results count; 0 is all; default: 0',
      emptystr: 'the text where there is no result; default: NOT ( )',
    },
  },
  stands: 'later',
  parse: readFormat,
  plan: planFormat,
});

/** No limit is 0, as for Splunk. */
async function planFormat(node: Format, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { maxresults = 0 } = node.options;
  const limit = maxresults > 0 ? maxresults : Number.POSITIVE_INFINITY;
  return await searchText(resultsOf(given), (rows) => filterText(rows, node), limit, context);
}

function filterText(rows: readonly Row[], { strings, options }: Format): string {
  const [rowStart = '', start = '', separator = '', end = '', rowSeparator = '', rowEnd = ''] = strings;
  const terms = rows.flatMap((row) => {
    const fields = Object.keys(row).filter((name) => !isInternal(name));
    const comparisons = fields.map((name) => fieldText(name, row, options.mvsep ?? 'OR'));
    return comparisons.length === 0 ? [] : [`${start} ${comparisons.join(` ${separator} `)} ${end}`];
  });
  if (terms.length === 0) return options.emptystr ?? 'NOT ( )';
  return `${rowStart} ${terms.join(` ${rowSeparator} `)} ${rowEnd}`;
}

function fieldText(name: string, row: Row, between: string): string {
  const values = valueTexts(row[name]).map((value) => comparisonText(name, value));
  return values.length === 1 ? (values[0] ?? '') : `( ${values.join(` ${between} `)} )`;
}

function readFormat(cursor: Cursor): Format {
  const options = optionBag(cursor, 'format', OPTIONS);
  const strings: string[] = [];
  while (!cursor.atEnd()) {
    if (options.read()) continue;
    strings.push(cursor.string() ?? cursor.failExpected('a string or an option'));
  }
  if (strings.length !== 0 && strings.length !== STRINGS.length) {
    cursor.fail('SPL108', `format takes ${STRINGS.length} strings or none, found ${strings.length}`, cursor.span());
  }
  return {
    kind: 'Format',
    strings: strings.length === 0 ? STRINGS : strings,
    options: options.values,
    span: cursor.span(),
  };
}
