import type { CommandNode, Pipeline } from '../ast.ts';
import type { Fillnull } from '../commands/fillnull.ts';
import type { Plan } from '../ir.ts';
import { sort } from './build.ts';
import { asNumber } from './convert.ts';
import { isNothing } from './expr.ts';
import { fieldOf } from './schema.ts';

/** Commands that see one result at a time, by the kind of their nodes. */
const STREAMING: ReadonlySet<string> = new Set([
  'Search',
  'Where',
  'Eval',
  'Fields',
  'Rename',
  'Rex',
  'Regex',
  'Lookup',
  'Spath',
  'Replace',
  'Convert',
  'Makemv',
  'Mvexpand',
  'Bin',
  'Extract',
  'Xmlkv',
  'Iplocation',
  'Foreach',
  'Strcat',
  'Fromjson',
  'Tojson',
  'Setfields',
  'Rangemap',
  'Fieldformat',
  'Nomv',
  'Xpath',
  'Xmlunescape',
  'Multikv',
  'Kvform',
  'Untable',
  'Reltime',
  'Scrub',
  'Highlight',
  'Iconify',
  'Tags',
  'Typer',
  'Addinfo',
  'Noop',
]);

/** Source: Splunk Search Reference, Command types. */
export function isStreamingCommand(node: CommandNode): boolean {
  // Without fields it looks for all that occur in any result.
  if (node.kind === 'Fillnull') return (node as Fillnull).fields.length > 0;
  return STREAMING.has(node.kind);
}

/** Whether results come out of a pipeline one by one, as they go in. */
export function isStreaming({ commands }: Pipeline): boolean {
  return commands.every(isStreamingCommand);
}

/** Results of several searches merged by time; those without a time last. */
export function newestFirst(plan: Plan): Plan {
  const time = asNumber(fieldOf(plan.schema, '_time'));
  return isNothing(time) ? plan : sort(plan, [{ expr: time, isDescending: true }]);
}
