import type { FieldValue, LogEvent } from '../../../src/events/index.ts';
import type { EventTypeRule, SourceDefinition } from '../../../src/events/sources/define.ts';
import { SOURCES } from '../../../src/events/sources/index.ts';
import { readEvents } from '../read-events.ts';
import { SOURCE_EXAMPLES } from '../source-examples.ts';
import { datasetsOf } from './datasets.ts';
import { FAMILY_PAGES } from './families.ts';
import { code } from './tables.ts';

const MADE_BY = '<!-- Made by `npm run reference` from src/events/sources and the examples in test/: do not edit. -->';

/** The pages of docs/sources: paths from there to their texts. */
export async function sourceReference(): Promise<ReadonlyMap<string, string>> {
  const pages: [string, readonly string[]][] = [['README.md', index()]];
  for (const { name, parts } of FAMILY_PAGES) pages.push([`${name}.md`, [...parts(), BACK]]);
  for (const source of SOURCES) pages.push([`${source.name}.md`, await sourcePage(source)]);
  return new Map(pages.map(([path, parts]) => [path, `${[MADE_BY, ...parts].join('\n\n')}\n`]));
}

const BACK = '[All sources](README.md)';

function index(): readonly string[] {
  const families = FAMILY_PAGES.map(({ name, title, sourcetypes }) => entry(name, title, sourcetypes));
  const sources = [...SOURCES].sort((a, b) => (a.title < b.title ? -1 : 1));
  return [
    '# Sources of logs',
    'What karst recognises by its content, without being told. `--sourcetype` and `--source` win over it; `karst parse --explain` tells why an event was taken for what it is. What no source takes keeps the fields that Splunk extracts by itself: from JSON, from rows of a table, from `name=value`.',
    'The datasets that events are rows of are told in [the reference of data models](../cim/README.md).',
    '## Windows',
    families.join('\n'),
    '## Others',
    sources.map(({ name, title, sourcetypes }) => entry(name, title, sourcetypes)).join('\n'),
  ];
}

function entry(name: string, title: string, sourcetypes: readonly string[]): string {
  const [first = '', ...more] = sourcetypes;
  return `- [${title}](${name}.md): ${code(first)}${more.length === 0 ? '' : ` and ${more.length} more`}`;
}

async function sourcePage(source: SourceDefinition): Promise<readonly string[]> {
  const { title, basis, sourcetypes, aliases = [], calculated = {}, lookups = [], eventTypes = [] } = source;
  const looked = [...new Set(lookups.flatMap((lookup) => Object.keys(lookup)))].sort();
  const renamed = aliases.map(([from, to]) => `- ${code(to)}: ${code(from)}`);
  return [
    `# ${title}`,
    `Basis: ${basis}.`,
    `Sourcetypes: ${sourcetypes.map(code).join(', ')}. ${whatSource(source)}`,
    ...(await example(source)),
    '## Fields that are added',
    'Beside those of the log itself.',
    ...(renamed.length === 0 ? [] : ['Other names:', renamed.join('\n')]),
    ...section('Calculated', Object.keys(calculated).sort()),
    ...section('From tables', looked),
    ...(renamed.length + looked.length + Object.keys(calculated).length === 0
      ? ['None: searches ask for the names of the log.']
      : []),
    '## Event types',
    eventTypes.length === 0 ? 'None: no data model has its events.' : eventTypes.map(typeEntry).join('\n'),
    BACK,
  ];
}

function section(title: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${title}: ${names.map(code).join(', ')}`];
}

function whatSource({ source }: SourceDefinition): string {
  return source === undefined
    ? 'Its `source` is told by the event, else it is the path of the file.'
    : `Its \`source\` is ${code(source)} where the event tells no other.`;
}

function typeEntry({ name, tags, when }: EventTypeRule): string {
  const datasets = datasetsOf(tags);
  const scope = when === undefined ? '' : ' (some events)';
  const rows = datasets.length === 0 ? '' : `; rows of ${datasets.join(', ')}`;
  return `- ${code(name)}${scope}: ${tags.length === 0 ? 'no tags' : `tags ${tags.map(code).join(', ')}`}${rows}`;
}

async function example({ name }: SourceDefinition): Promise<readonly string[]> {
  const text = SOURCE_EXAMPLES[name];
  if (text === undefined) return [];
  const { events } = await readEvents(`${text}\n`, 'example.log', { now: 1_730_000_000 });
  const [event] = events;
  if (event === undefined) return [];
  return [
    '## Example',
    `\`\`\`text\n${text}\n\`\`\``,
    `Recognised as ${code(event.sourcetype)}: ${event.reason}. ${datasetsOfExample(event)}`,
    fieldTable(event),
  ];
}

function datasetsOfExample({ datasets }: LogEvent): string {
  return datasets.length === 0 ? 'No data model has it.' : `A row of ${datasets.map(code).join(', ')}.`;
}

/** Fields that every event has, told elsewhere. */
const COMMON = /^(?:date_\w+|punct|linecount|timestamp|eventtype|tag|tag::\w+)$/;

function fieldTable({ fields }: LogEvent): string {
  const rows = [...fields].filter(([name]) => !COMMON.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '| field | value |',
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${code(name)} | ${cell(value)} |`),
  ].join('\n');
}

function cell(value: FieldValue): string {
  return [value]
    .flat()
    .map((one) => (one === '' ? '(empty)' : code(one)))
    .join('<br>');
}
