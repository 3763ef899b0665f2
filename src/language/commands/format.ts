import type { Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
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
  },
  stands: 'later',
  parse: readFormat,
});

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
