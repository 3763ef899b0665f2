import type { EvalExpr, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { readEvalExpression } from '../parse/eval.ts';
import { booleanOption, integerOption, type OptionValues, optionBag } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { limit: integerOption, null: booleanOption, keeplast: booleanOption };

export type Head = Node<
  'Head',
  {
    /** Results to keep; Splunk's default is 10. Absent with `condition` alone: then there is no limit. */
    count?: number;
    /** Results are kept until it is first false. */
    condition?: EvalExpr;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const head = defineCommand<Head>({
  name: 'head',
  doc: {
    syntax: 'head [<count>|limit=<count>|(<eval expression>)] [null=<bool>] [keeplast=<bool>]',
    summary: 'Keeps the first results: a number of them, or those before a condition first fails.',
    source: 'Splunk Search Reference, head',
  },
  stands: 'later',
  parse: readHead,
});

function readHead(cursor: Cursor): Head {
  const options = optionBag(cursor, 'head', OPTIONS);
  options.readAll();
  let count = cursor.integer();
  const condition = count === undefined && cursor.peekCharacter() === '(' ? readEvalExpression(cursor) : undefined;
  options.readAll();
  count ??= options.values.limit ?? (condition === undefined ? 10 : undefined);
  return {
    kind: 'Head',
    ...(count === undefined ? {} : { count }),
    ...(condition === undefined ? {} : { condition }),
    options: options.values,
    span: cursor.span(),
  };
}
