import type { Node, Pipeline } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxout: integerOption, maxtime: integerOption, timeout: integerOption };

export type SetCommand = Node<
  'Set',
  {
    operation: 'union' | 'diff' | 'intersect';
    left: Pipeline;
    right: Pipeline;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const set = defineCommand<SetCommand>({
  name: 'set',
  doc: {
    syntax: 'set (union|diff|intersect) [<subsearch>] [<subsearch>]',
    summary: 'The union, difference or intersection of the results of two subsearches.',
    source: 'Splunk Search Reference, set',
  },
  stands: 'first',
  parse: readSet,
});

function readSet(cursor: Cursor): SetCommand {
  const options = optionBag(cursor, 'set', OPTIONS);
  options.readAll();
  const operation = cursor.keyword('union', 'diff', 'intersect') as SetCommand['operation'] | undefined;
  if (operation === undefined) return cursor.failExpected('union, diff or intersect');
  const left = cursor.subsearch();
  const right = cursor.subsearch();
  return { kind: 'Set', operation, left, right, options: options.values, span: cursor.span() };
}
