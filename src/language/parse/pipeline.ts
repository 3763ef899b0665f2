import { nearest } from '../../shared/nearest.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { CommandNode, Pipeline } from '../ast.ts';
import type { CommandDefinition } from '../commands/define.ts';
import { type Block, type Outline, outlineOf, type Stage } from '../lex/outline.ts';
import { Cursor, type SubsearchKind } from './cursor.ts';
import { problemsShifted } from './shift.ts';

/** What the parser knows of commands: a name or alias in lower case to its definition. */
export interface CommandTable {
  readonly get: (name: string) => CommandDefinition<CommandNode> | undefined;
  readonly names: () => Iterable<string>;
}

/** What a pipeline is parsed with. */
export interface PipelineInput {
  readonly outline: Outline;
  readonly commands: CommandTable;
  /** Whether an empty last stage may stand: a macro that expands to nothing lies in it. */
  readonly isExcused: (span: Span) => boolean;
  /** What the search as a whole may begin with. */
  readonly kind: SubsearchKind;
}

/** What a command is parsed with: beside the input, how deep the expressions around its pipeline are nested. */
interface Context extends PipelineInput {
  readonly depth: number;
}

/** Where a command stands: at the beginning of a pipeline, or behind others. */
type StagePlace = SubsearchKind | 'later';

const COMMAND_NAME = /[A-Za-z_]\w*/y;
const SEARCH = /search(?![\w.:{}*-]|\s*[!=<>]|\s+IN\s*\()/iy;

/**
 * Parses a search. Text that does not begin with a pipe is the argument of `search`.
 *
 * @throws the SPL1xx codes of the stages' grammar; spans count in the outline's text
 * Source: Splunk Search Manual, About the search pipeline.
 */
export function parsePipeline(input: PipelineInput): Pipeline {
  const { root, text } = input.outline;
  const [first, ...others] = root.stages;
  const leadsWithPipe = first !== undefined && others.length > 0 && isEmpty(text, first);
  const context: Context = { ...input, depth: 0 };
  if (first === undefined || leadsWithPipe) return parseStages(context, root, others, input.kind);
  if (isEmpty(text, first)) throw emptyStage('an empty search', first.span);
  const leading = parseImplicitSearch(context, first);
  const later = others.length === 0 ? [] : parseStages(context, root, others, 'later').commands;
  return { kind: 'Pipeline', commands: [leading, ...later], span: root.span };
}

function parseBlock(input: Context, open: number, kind: SubsearchKind): Pipeline {
  const block = input.outline.blocks.get(open);
  if (block === undefined) throw new Error(`no bracket opens at ${open}`);
  return parseStages(input, block, withoutLeadingPipe(input.outline, block), kind);
}

function withoutLeadingPipe(outline: Outline, block: Block): readonly Stage[] {
  const [first, ...others] = block.stages;
  return first !== undefined && others.length > 0 && isEmpty(outline.text, first) ? others : block.stages;
}

function parseStages(input: Context, block: Block, stages: readonly Stage[], first: StagePlace): Pipeline {
  const commands: CommandNode[] = [];
  for (const [index, stage] of stages.entries()) {
    if (isEmpty(input.outline.text, stage)) {
      const isLast = index === stages.length - 1;
      if (isLast && (first === 'later' || index > 0) && input.isExcused(stage.span)) continue;
      throw emptyStage(isLast ? 'nothing follows the last pipe' : 'an empty stage between two pipes', stage.span);
    }
    commands.push(parseCommand(input, stage, commands.length > 0 ? 'later' : first));
  }
  return { kind: 'Pipeline', commands, span: block.span };
}

function isEmpty(text: string, stage: Stage): boolean {
  return text.slice(stage.span.start, stage.span.end).trim() === '';
}

function emptyStage(message: string, span: Span): Problem {
  return new Problem('SPL103', message, { span, hint: 'a command is expected here' });
}

function cursorOf(input: Context, stage: Stage): Cursor {
  return new Cursor({
    outline: input.outline,
    stage,
    depth: input.depth,
    parseBlock: (open, kind, depth) => parseBlock({ ...input, depth }, open, kind),
    checkTemplate: (text, offset) => problemsShifted(offset, () => checkTemplate(input, text)),
  });
}

function checkTemplate(input: Context, text: string): void {
  const outline = outlineOf(text);
  const { root } = outline;
  parseStages({ ...input, outline, isExcused: () => false }, root, withoutLeadingPipe(outline, root), 'continuing');
}

/** The word `search` itself may be left out. */
function parseImplicitSearch(input: Context, stage: Stage): CommandNode {
  const search = input.commands.get('search');
  if (search === undefined) throw new Error('the table of commands has no search');
  const cursor = cursorOf(input, stage);
  cursor.read(SEARCH);
  return finish(input, search, cursor);
}

function parseCommand(input: Context, stage: Stage, place: StagePlace): CommandNode {
  const cursor = cursorOf(input, stage);
  const start = cursor.mark();
  const name = cursor.read(COMMAND_NAME)?.[0];
  if (name === undefined) return cursor.failExpected('the name of a command');
  const span = cursor.span(start);
  const definition = input.commands.get(name.toLowerCase());
  if (definition === undefined) return failUnknown(input, cursor, name, span);
  if (place === 'generating' && definition.stands === 'later') {
    const hint = 'begin with a search, or with a command such as inputlookup or makeresults';
    cursor.fail('SPL113', `${definition.name} cannot begin a pipeline: it has no results to work on`, span, hint);
  }
  const node = finish(input, definition, cursor);
  if (place === 'later' && definition.stands === 'first' && !definition.mayFollow?.(node)) {
    const hint = 'it makes results of its own: use it in append [ … ] or join [ … ]';
    cursor.fail('SPL113', `${definition.name} can only begin a pipeline`, span, hint);
  }
  return node;
}

function failUnknown(input: PipelineInput, cursor: Cursor, name: string, span: Span): never {
  const near = nearest(name, input.commands.names());
  const isFilter = cursor.peek(/[.:!=<>]/y) !== undefined;
  const inBrackets = 'what stands in brackets or behind a pipe begins with a command: search, for a filter';
  const hint = isFilter ? inBrackets : near === undefined ? undefined : `the nearest command is "${near}"`;
  cursor.fail('SPL104', `unknown command "${name}"`, span, hint);
}

function finish(input: PipelineInput, definition: CommandDefinition<CommandNode>, cursor: Cursor): CommandNode {
  try {
    const node = definition.parse(cursor);
    cursor.expectEnd(`the end of ${definition.name}`);
    return node;
  } catch (error) {
    throw error instanceof Problem ? withHint(error, input, definition, cursor) : error;
  }
}

/** Commands whose syntax as a whole says too little about one place in their expression. */
const HAVE_EXPRESSIONS: ReadonlySet<string> = new Set(['search', 'where', 'eval']);

/** Longer ones are no hint. */
const SHOWN_SYNTAX_LENGTH = 110;

/** What to do about something unexpected: set the pipe that is missing before it, or look at the command's syntax. */
function withHint(
  problem: Problem,
  { commands, outline }: PipelineInput,
  { name, doc }: CommandDefinition<CommandNode>,
  cursor: Cursor,
): Problem {
  const { code, details } = problem;
  if (details.hint !== undefined || (code !== 'SPL105' && code !== 'SPL109')) return problem;
  const { start = 0, end = 0 } = details.span ?? {};
  // What is wrong inside a subsearch is told by the command that stands there.
  for (const block of outline.blocks.values()) {
    if (block.span.start > cursor.start && block.span.start <= start && start <= block.span.end) return problem;
  }
  const found = cursor.text.slice(start, end);
  if (commands.get(found.toLowerCase()) !== undefined) {
    return problem.within({ hint: `where ${found} is the next command, a pipe stands before it: | ${found}` });
  }
  const isHelpful = !HAVE_EXPRESSIONS.has(name) && doc.syntax.length <= SHOWN_SYNTAX_LENGTH;
  return isHelpful ? problem.within({ hint: `the syntax is ${doc.syntax}` }) : problem;
}
