import type { Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { integerOption, optionBag, textOption } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { search: textOption, maxsearches: integerOption };

export type MapCommand = Node<
  'Map',
  {
    /** The text of the search, with `$field$` for the values of each result. */
    search: string;
    /** Whether it stood in brackets: there it begins with a command's name, in quotes like any search. */
    isPipeline: boolean;
    /** Results to run it for; Splunk's default is 10. */
    maxSearches: number;
  }
>;

export const map = defineCommand<MapCommand>({
  name: 'map',
  doc: {
    syntax: 'map (search="<search with $field$>" | [<subsearch>]) [maxsearches=<count>]',
    summary: 'Runs a search once for each result, with the values of the result in it.',
    source: 'Splunk Search Reference, map',
  },
  stands: 'later',
  parse: readMap,
});

function readMap(cursor: Cursor): MapCommand {
  const options = optionBag(cursor, 'map', OPTIONS);
  options.readAll();
  const pipeline = cursor.atSubsearch() ? cursor.template(filled) : undefined;
  options.readAll();
  const search = pipeline ?? options.values.search ?? cursor.failExpected('search="…" or a subsearch in brackets');
  return {
    kind: 'Map',
    search,
    isPipeline: pipeline !== undefined,
    maxSearches: options.values.maxsearches ?? 10,
    span: cursor.span(),
  };
}

function filled(text: string): string {
  return text.replace(/\$[\w.]+\$/g, (field) => 'x'.repeat(field.length));
}
