import { Problem } from '../../shared/problem.ts';
import type { CommandNode, ParsedSearch } from '../ast.ts';
import type { CommandDefinition } from '../commands/define.ts';
import { commandOf } from '../commands/index.ts';
import { HIDDEN, type Plan } from '../ir.ts';
import { asTyped, parse } from '../parse/parse.ts';
import { scan } from './build.ts';
import type { PlanContext, PlanEnvironment } from './context.ts';
import { scansOf } from './demand.ts';
import { fail } from './fail.ts';
import { optimise } from './optimise.ts';
import { fieldsReadBy } from './read-later.ts';

/** Commands of a pipeline: each puts operators on top of those before it, and whoever reads them is recursive. */
const COMMANDS_LIMIT = 500;

/** Subsearches nest this deep at most. */
const DEPTH_LIMIT = 32;

/**
 * Plans a search: its commands become the operators of the plan, subsearches that filter are run, filters stand as
 * near to their scans as they can, and scans list only the columns that are needed.
 *
 * @throws a Problem of SPL1xx, SPL2xx or SPL3xx whose span counts in the search as typed
 */
export async function plan(search: ParsedSearch, environment: PlanEnvironment): Promise<Plan> {
  const { input } = environment.catalog;
  const given = input === undefined ? undefined : scan({ kind: 'input' }, input);
  return optimise(await planText(search, given, environment, 0));
}

/** Plans the commands of a text, in which its problems have their place. */
async function planText(
  search: ParsedSearch,
  given: Plan | undefined,
  environment: PlanEnvironment,
  depth: number,
): Promise<Plan> {
  try {
    rejectHidden(search);
    return await planCommands(search.pipeline.commands, given, environment, (one) => contextOf(search, one, depth));
  } catch (error) {
    // A problem that already has its text comes from a text of its own: what a subsearch gave.
    if (error instanceof Problem && error.details.text === undefined) throw asTyped(error, search.expansion);
    throw error;
  }
}

/** Columns of the planner's own have names that begin with a control character: no search may spell one. */
function rejectHidden({ expansion }: ParsedSearch): void {
  const start = expansion.text.indexOf(HIDDEN);
  if (start !== -1)
    fail('SPL105', 'a control character that no search can hold', { start, end: start + HIDDEN.length });
}

/** What commands are planned with, but for what comes behind them. */
type SharedContext = Omit<PlanContext, 'readLater'>;

function contextOf(search: ParsedSearch, environment: PlanEnvironment, depth: number): SharedContext {
  const { expansion, pipeline, macros, savedSearches } = search;
  const deeper = () => {
    if (depth >= DEPTH_LIMIT) fail('SPL303', `karst runs ${DEPTH_LIMIT} subsearches in one another`, pipeline.span);
    return depth + 1;
  };
  const inner = (commands: readonly CommandNode[], input: Plan | undefined) => {
    const below = deeper();
    return planCommands(commands, input, environment, (one) => contextOf(search, one, below));
  };
  return {
    environment,
    expansion,
    ...(savedSearches && { savedSearches }),
    subsearch: async (commands) => await inner(commands, undefined),
    pipeline: async (commands, input) => await inner(commands, input),
    text: async (spl, input) => {
      const options = {
        hasInput: input !== undefined,
        ...(macros && { macros }),
        ...(savedSearches && { savedSearches }),
      };
      return await planText(parse(spl, options), input, environment, deeper());
    },
  };
}

/** Nothing is read of one without an observer: who gave it may want to know what planning depends on. */
function withoutObserver(environment: PlanEnvironment): PlanEnvironment {
  if (environment.observer === undefined) return environment;
  const { observer: _, ...unwatched } = environment;
  return unwatched;
}

async function planCommands(
  commands: readonly CommandNode[],
  given: Plan | undefined,
  environment: PlanEnvironment,
  contextIn: (environment: PlanEnvironment) => SharedContext,
): Promise<Plan> {
  const { observer } = environment;
  const unwatched = withoutObserver(environment);
  const context = contextIn(unwatched);
  const watch = observer?.pipeline();
  const last = commands[COMMANDS_LIMIT];
  if (last !== undefined) fail('SPL303', `karst runs at most ${COMMANDS_LIMIT} commands in a row`, last.span);
  let planned = given;
  const filters = commands.findIndex((node, at) => at > 0 && !FILTERS.has(node.kind));
  const base = filters === -1 ? commands.length : filters;
  for (const [at, node] of commands.entries()) {
    const rest = commands.slice(at + 1);
    const planRest = (results: Plan, ahead: PlanEnvironment) => planCommands(rest, results, ahead, contextIn);
    const readLater = () => fieldsReadBy(planRest, environment);
    if (watch === undefined) {
      planned = await planCommand(node, planned, { ...context, readLater });
    } else {
      const watched = contextIn({ ...unwatched, observer: watch.inside(node) });
      const results = await planCommand(node, planned, { ...watched, readLater });
      planned = await watch.planned({ node, input: planned, results, context: { ...context, readLater } });
    }
    if (given !== undefined || at >= base) addBases(planned, environment);
    else if (at === base - 1) environment.bases?.add(planned);
  }
  if (planned === undefined) throw new Error('a pipeline without commands was parsed');
  return planned;
}

/** Commands whose conditions belong to what a pipeline begins with, where they follow at once. */
const FILTERS: ReadonlySet<CommandNode['kind']> = new Set(['Search', 'Where']);

/** A command within a pipeline may read more: no condition on that is known. */
function addBases(planned: Plan, { bases }: PlanEnvironment): void {
  if (bases === undefined) return;
  for (const one of scansOf(planned)) if (!bases.has(one)) bases.add(one);
}

async function planCommand(node: CommandNode, input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const definition = commandOf(node);
  if (definition.plan === undefined) return unsupported(node, definition);
  const output = await definition.plan(node, input, context);
  context.environment.planned?.({ node, input, output, context });
  return output;
}

function unsupported(node: CommandNode, { name, unsupported: reason }: CommandDefinition<CommandNode>): never {
  if (reason === undefined) return fail('SPL301', `karst does not run the command "${name}" yet`, node.span);
  return fail('SPL301', `karst does not run the command "${name}"`, node.span, reason);
}
