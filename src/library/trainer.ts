import type { Baseline, Content } from '../content/index.ts';
import { isTrained, type Model, type Models, modelName, modelsTrained, type ParsedSearch } from '../language/index.ts';
import { Problem } from '../shared/problem.ts';
import { type SearchParser, searchParser } from './content.ts';

/** Runs the search of a baseline with the models that there are: its `fit` keeps what it trains. */
export type RunBaseline = (search: ParsedSearch, models: Models, baseline: Baseline) => Promise<void>;

/** Trains models by the baselines of a content. */
export interface Trainer {
  /**
   * Runs the baseline that trains a model, if there is one: the model is then among `models`. A baseline that applies
   * the model of another has that one trained first.
   *
   * @throws Problem SPL207 where the baseline cannot run or found nothing to train with, each time that it is asked
   */
  train(name: string, models: Models): Promise<void>;
  /** The models that the baselines train. */
  names(): readonly string[];
}

/**
 * @param mayBeUntrained whether a model without training data will do
 * @param given the parser of the content, where there is one already
 */
export function openTrainer(
  content: Content,
  run: RunBaseline,
  mayBeUntrained: boolean,
  given: SearchParser | undefined,
): Trainer {
  let parser = given;
  // Reading all macros and searches of a content takes longer than most tests: many runs train nothing.
  const parserOf = (): SearchParser => {
    parser ??= searchParser(content);
    return parser;
  };
  const outcomes = new Map<string, Problem | undefined>();

  async function runBaseline(baseline: Baseline, name: string, models: Models): Promise<void> {
    const trained = new Map<string, Model>();
    const keep: Models['keep'] = (each, model) => {
      trained.set(each, model);
      if (mayBeUntrained || isTrained(model)) models.keep(each, model);
    };
    const find: Models['find'] = async (each) => trained.get(each) ?? (await models.find(each));
    await run(parserOf().parse(baseline.search), { ...models, keep, find }, baseline);
    const model = trained.get(name);
    if (mayBeUntrained || model === undefined || isTrained(model)) return;
    throw new Problem('SPL207', `the model "${name}" has no training data`, {
      hint: `the baseline "${baseline.name}" found no results in these logs`,
    });
  }

  return {
    train: async (name, models) => {
      // A baseline that asks for the model that it is about to train finds none.
      if (outcomes.has(name)) return rethrow(outcomes.get(name));
      outcomes.set(name, undefined);
      const baseline = content.training.find(({ search }) => {
        return search.includes(name) && modelsIn(search, parserOf()).includes(name);
      });
      if (baseline === undefined) return;
      const problem = await problemOf(baseline, name, () => runBaseline(baseline, name, models));
      outcomes.set(name, problem);
      rethrow(problem);
    },
    names: () => content.training.flatMap(({ search }) => modelsIn(search, parserOf())),
  };
}

function rethrow(problem: Problem | undefined): void {
  if (problem !== undefined) throw problem;
}

/** The models that a search trains; of one that cannot be parsed those that its text says it does. */
function modelsIn(search: string, parser: SearchParser): readonly string[] {
  try {
    return modelsTrained(parser.parse(search));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [...search.matchAll(/\binto\s+([\w:.-]+)/gi)].map(([, name = '']) => modelName(name));
  }
}

/** What is wrong with the search of a baseline, as what is wrong with its model; other failures go on. */
async function problemOf(baseline: Baseline, name: string, work: () => Promise<void>): Promise<Problem | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem) || !OF_THE_SEARCH.test(error.code)) throw error;
    if (error.code === 'SPL207') return error;
    const message = `the model "${name}" was not trained: the baseline "${baseline.name}" cannot run: ${error.message}`;
    return new Problem('SPL207', message, error.details.hint === undefined ? {} : { hint: error.details.hint });
  }
}

/** Codes of what a search does wrong, or asks for that is not there; others end more than the search. */
const OF_THE_SEARCH = /^(?:SPL|SQL|CT|EN001|EN003)/;
