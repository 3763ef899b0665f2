import { Argument, Command } from 'commander';
import type { FormKind } from '../../library/index.ts';
import { addContentOption, addFormatOption, addMessageOptions, addSelectionOptions } from '../common-options.ts';
import type { ContentListCommandOptions, ContentSchemaCommandOptions, ContentShowCommandOptions } from '../content.ts';
import { oneOf, parseText } from '../values.ts';
import { type CommandEntry, examples, type Invocation } from './command.ts';

export const content: CommandEntry = {
  name: 'content',
  needs: 'list, show, search or schema',
  inner: ['list', 'show', 'search', 'schema'],
  build,
};

const KINDS = ['detection', 'macro', 'lookup', 'story', 'baseline', 'data_source', 'all'] as const;

function build(invocation: Invocation): Command {
  const command = new Command('content')
    .summary('look through content')
    .description('Lists, shows and searches detections and what belongs to them.')
    .helpCommand(false);
  for (const one of [listCommand, showCommand, searchCommand, schemaCommand]) command.addCommand(one(invocation));
  return command.addHelpText(
    'after',
    examples([
      'karst content list --content ./security_content --type TTP --technique T1003',
      "karst content show 'Process Writing DynamicWrapperX'",
      'karst content search lsass comsvcs --content ./security_content',
      'karst content schema detection --form v6',
    ]),
  );
}

function listCommand({ signal, done }: Invocation): Command {
  const command = addListOptions(new Command('list').summary('list the objects of content'));
  return command
    .addHelpText(
      'after',
      examples(['karst content list --kind all', 'karst content list --min-severity high --format csv']),
    )
    .action(async (options: ContentListCommandOptions) => {
      const { runContentList } = await import('../content.ts');
      done(await runContentList([], options, signal));
    });
}

function searchCommand({ signal, done }: Invocation): Command {
  const command = new Command('search')
    .summary('find objects by words in their texts')
    .addArgument(new Argument('<words...>', 'words that must all occur: in the name, search, description, ...'));
  return addListOptions(command)
    .addHelpText('after', examples(['karst content search rundll32 minidump', 'karst content search T1003 --kind all']))
    .action(async (words: string[], options: ContentListCommandOptions) => {
      const { runContentList } = await import('../content.ts');
      done(await runContentList(words, options, signal));
    });
}

function showCommand({ signal, done }: Invocation): Command {
  const command = new Command('show')
    .summary('show an object whole')
    .addArgument(new Argument('<name>', 'the name or the identifier of an object').argParser(parseText))
    .option(
      '--format <format>',
      'text, json or yaml, the file itself',
      oneOf(['text', 'json', 'yaml'] as const),
      'text',
    );
  addContentOption(command, 'where to look (default: built-in)');
  addMessageOptions(command, VERBOSE);
  return command
    .addHelpText(
      'after',
      examples(["karst content show 'Process Writing DynamicWrapperX'", 'karst content show drop_dm_object_name(1)']),
    )
    .action(async (name: string, options: ContentShowCommandOptions) => {
      const { runContentShow } = await import('../content.ts');
      done(await runContentShow(name, options, signal));
    });
}

/** Kinds with a schema, here once more so that help loads no engine; a test holds them together. */
export const SCHEMA_KIND_NAMES = [
  'detection',
  'macro',
  'lookup',
  'story',
  'baseline',
  'data_source',
  'deployment',
  'dashboard',
  'deprecation_mapping',
] as const satisfies readonly FormKind[];

function schemaCommand({ signal, done }: Invocation): Command {
  const kind = oneOf(SCHEMA_KIND_NAMES);
  return new Command('schema')
    .summary('print the JSON Schema of a kind of file')
    .description('Prints the JSON Schema of a kind of content file, with which editors complete and check it.')
    .addArgument(new Argument('<kind>', SCHEMA_KIND_NAMES.join(', ')).argParser(kind))
    .option('--form <form>', 'v4, v5 or v6', oneOf(['v4', 'v5', 'v6'] as const), 'v6')
    .option('--verbose', 'show the stack of an internal error')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .addHelpText('after', examples(['karst content schema detection --form v5 > detection.schema.json']))
    .action(async (name: FormKind, options: ContentSchemaCommandOptions) => {
      const { runContentSchema } = await import('../content.ts');
      done(await runContentSchema(name, options, signal));
    });
}

function addListOptions(command: Command): Command {
  command.option('--kind <kind>', `${KINDS.join(', ')} (default: detection)`, oneOf(KINDS));
  addContentOption(command, 'where to look (default: built-in)');
  addSelectionOptions(command);
  addFormatOption(command);
  addMessageOptions(command, VERBOSE);
  return command;
}

const VERBOSE = 'show what is wrong with the content';
