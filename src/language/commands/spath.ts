import type { Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { optionBag, textOption } from '../parse/options.ts';
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
  },
  stands: 'later',
  parse: readSpath,
});

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
