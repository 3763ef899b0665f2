import type { Session } from '../../engine/index.ts';
import {
  COUNT,
  type CommandNode,
  howMany,
  isOnlyFiltered,
  keepsCount,
  optimise,
  type PipelineObserver,
  type Plan,
  type PlannedStage,
  type PlanObserver,
} from '../../language/index.ts';
import type { Times } from '../times.ts';

/** A command that was run, with the results before and behind it. */
export interface TracedStage extends PlannedStage {
  readonly number: string;
  /** The plan of the results as the command made it. */
  readonly made: Plan;
  /** Absent at the start of a pipeline. */
  readonly rowsIn?: number;
  readonly rows: number;
  /** The pipelines inside it. */
  readonly inside: readonly TracedPipeline[];
}

export type TracedPipeline = readonly TracedStage[];

export interface Trace {
  readonly observer: PlanObserver;
  /** What was seen, the search's own pipeline. */
  pipeline(): TracedPipeline;
}

/** Commands of pipelines inside others that are counted: `map` makes one for each row. */
const INNER_STAGES = 400;

/** Rows that are kept, and not filtered anew when a later stage is counted. */
const KEPT_ROWS = 20_000;

/**
 * Watches a search, and counts the rows behind each of its commands. What a command gave is kept where it costs more
 * to make again, so that each is run once.
 */
export function openTrace(session: Session, times: Times, signal: AbortSignal | undefined): Trace {
  const main: TracedStage[][] = [];
  let left = INNER_STAGES;

  async function count(plan: Plan): Promise<number> {
    const [row] = await session.run(howMany(plan), times);
    return Number(row?.[COUNT] ?? 0);
  }

  /** The results as the next command gets them, and how many they are. */
  async function settled({ input, results, context }: PlannedStage, rowsIn: number | undefined) {
    const known = input !== undefined && keepsCount(input, results) ? rowsIn : undefined;
    const isKept = results.op === 'Scan' || (isOnlyFiltered(results) && known !== undefined);
    if (!isKept && !isOnlyFiltered(results)) {
      const kept = await context.environment.stage(optimise(results));
      return { kept, rows: known ?? (await count(kept)) };
    }
    const rows = known ?? (await count(results));
    const isCheap = isKept || rows > KEPT_ROWS;
    return { kept: isCheap ? results : await context.environment.stage(optimise(results)), rows };
  }

  function watch(pipelines: TracedStage[][], above: string): PlanObserver {
    return { pipeline: () => watchPipeline(pipelines, above) };
  }

  function watchPipeline(pipelines: TracedStage[][], above: string): PipelineObserver {
    const stages: TracedStage[] = [];
    pipelines.push(stages);
    const prefix = prefixOf(above, pipelines.length);
    const innerOf = new Map<CommandNode, TracedStage[][]>();
    let at = 0;
    return {
      inside: (node) => {
        const inner: TracedStage[][] = [];
        innerOf.set(node, inner);
        return watch(inner, `${prefix}${++at}`);
      },
      planned: async (stage) => {
        signal?.throwIfAborted();
        if (above !== '' && left-- <= 0) return stage.results;
        const before = stages.at(-1)?.rows;
        const { kept, rows } = await settled(stage, before);
        stages.push({
          ...stage,
          made: stage.results,
          results: kept,
          number: `${prefix}${at}`,
          ...(before === undefined ? {} : { rowsIn: before }),
          rows,
          inside: (innerOf.get(stage.node) ?? []).filter(({ length }) => length > 0),
        });
        return kept;
      },
    };
  }

  return { observer: watch(main, ''), pipeline: () => main[0] ?? [] };
}

/** `3.` within the only pipeline of command 3, `3b.` within its second one. */
function prefixOf(above: string, pipelines: number): string {
  if (above === '') return '';
  return pipelines === 1 ? `${above}.` : `${above}${String.fromCharCode(96 + Math.min(26, pipelines))}.`;
}

/** The stages of a pipeline and of those inside it, in the order in which they are run. */
export function* stagesOf(pipeline: TracedPipeline): Generator<TracedStage> {
  for (const stage of pipeline) {
    for (const inner of stage.inside) yield* stagesOf(inner);
    yield stage;
  }
}
