import type { Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { choiceOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { type SpanValue, spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  align: choiceOption('now', 'end'),
  series: choiceOption('relative', 'exact', 'short'),
  time_format: textOption,
};

export type Timewrap = Node<'Timewrap', { period: SpanValue; options: OptionValues<typeof OPTIONS> }>;

export const timewrap = defineCommand<Timewrap>({
  name: 'timewrap',
  doc: {
    syntax: 'timewrap <span> [align=now|end] [series=relative|exact|short] [time_format=<format>]',
    summary: 'Lays the periods of a timechart over each other.',
    source: 'Splunk Search Reference, timewrap',
  },
  stands: 'later',
  parse: readTimewrap,
});

function readTimewrap(cursor: Cursor): Timewrap {
  const options = optionBag(cursor, 'timewrap', OPTIONS);
  options.readAll();
  const period = spanOption(cursor, 'timewrap');
  options.readAll();
  return { kind: 'Timewrap', period, options: options.values, span: cursor.span() };
}
