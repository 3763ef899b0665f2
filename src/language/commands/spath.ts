import type { Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { optionBag, textOption } from '../parse/options.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asText, unify } from '../plan/convert.ts';
import { call, coalesce, isNothing, text } from '../plan/expr.ts';
import { extractFields } from '../plan/extraction.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { leavesOf } from '../plan/leaves.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { input: textOption, output: textOption, path: textOption };

export type Spath = Node<
  'Spath',
  {
    /** `_raw` unless told otherwise. */
    input: string;
    /** Absent: every leaf becomes a field. */
    path?: string;
    /** Absent: the path itself. */
    output?: string;
  }
>;

export const spath = defineCommand<Spath>({
  name: 'spath',
  doc: {
    syntax: 'spath [input=<field>] [output=<field>] [path=<path>|<path>]',
    summary: 'Extracts a place of JSON or XML, or makes a field of each of its leaves.',
    source: 'Splunk Search Reference, spath',
    options: {
      input: 'the field that is read; default: _raw',
      output: 'the field that is set; default: the path',
      path: 'the place: keys with dots between them, `{}` for all elements of an array, `{0}` for one, `{@name}` for an attribute; without it each leaf becomes a field',
    },
  },
  stands: 'later',
  parse: readSpath,
  plan: planSpath,
});

async function planSpath(node: Spath, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const input = resultsOf(given);
  const { path, output = path } = node;
  if (path === undefined || output === undefined) {
    if (output !== undefined) fail('SPL303', 'spath with output needs a path', node.span, 'name it: spath path=a.b');
    return await extractFields(input, { field: node.input, keepsExisting: false, read: leavesOf }, context);
  }
  const value = asText(fieldOf(input.schema, node.input));
  if (isNothing(value)) return input;
  // What has no such place leaves the field as it was.
  const [found, before] = unify([call('spathValues', 'multi', value, text(path)), fieldOf(input.schema, output)]);
  return extend(input, [{ name: output, expr: coalesce(...[found, before].flatMap((one) => one ?? [])) }]);
}

function readSpath(cursor: Cursor): Spath {
  const options = optionBag(cursor, 'spath', OPTIONS);
  options.readAll();
  const bare = cursor.value();
  while (options.read() || cursor.symbol(','));
  const { input = '_raw', output, path = bare } = options.values;
  return {
    kind: 'Spath',
    input,
    ...(path === undefined ? {} : { path }),
    ...(output === undefined ? {} : { output }),
    span: cursor.span(),
  };
}
