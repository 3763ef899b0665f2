import type { Plan } from '../ir.ts';
import { type Open, readOpen } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { savedText } from '../plan/saved-search.ts';
import { defineCommand } from './define.ts';

export type Savedsearch = Open<'Savedsearch'>;

export const savedsearch = defineCommand<Savedsearch>({
  name: 'savedsearch',
  doc: {
    syntax: 'savedsearch <name> [nosubstitution=<bool>] [<name>=<text>]...',
    summary: 'Runs a saved search, with texts put into it.',
    source: 'Splunk Search Reference, savedsearch',
    options: { nosubstitution: 'whether `$name$` in the text of the search stays as it is; default: f' },
    differs:
      'The saved searches are the detections and baselines of content, by their names and by those under which their publisher deploys them. They run over the time range of the search that calls them.',
  },
  stands: 'first',
  parse: (cursor) => readOpen(cursor, 'Savedsearch'),
  plan: planSavedsearch,
});

async function planSavedsearch(node: Savedsearch, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const [name, ...others] = node.words;
  if (name === undefined) return fail('SPL109', 'savedsearch needs the name of a saved search', node.span);
  const [more] = others;
  if (more !== undefined)
    return fail('SPL105', 'savedsearch takes one name', more.span, 'put a name with blanks in quotes');
  return await context.text(substituted(savedText(name.name, name.span, context), node), undefined);
}

function substituted(spl: string, { parameters }: Savedsearch): string {
  const values = new Map(parameters.map(({ name, value }) => [name, value]));
  if (/^(?:t|true|1|y|yes)$/i.test(values.get('nosubstitution') ?? '')) return spl;
  return spl.replace(/\$([\w.]+)\$/g, (written, name: string) => values.get(name) ?? written);
}
