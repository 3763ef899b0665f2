import { type Baseline, type Content, type Lookup, modelNameOf, readModelFile } from '../content/index.ts';
import type { Session } from '../engine/index.ts';
import {
  type Model,
  type Models,
  openEnvironment,
  openModels,
  type Plan,
  plan,
  type ScanDemand,
  scanDemands,
} from '../language/index.ts';
import { openCatalog } from './catalog.ts';
import type { SearchParser } from './content.ts';
import { type ContentLookups, noting } from './lookups.ts';
import type { Times } from './times.ts';
import { openTrainer, type RunBaseline } from './trainer.ts';

/** The models that content brings: those of its files, and those that its baselines train. */
export interface ContentModels {
  /**
   * As the planner sees them ahead of the data. Those that a baseline trains have learned nothing yet and say which
   * fields they read. Always the same ones: what one search is going to train, a later one may name.
   */
  ahead(times: Times, lookups: ContentLookups): Models;
  /** Plans of the baselines whose models were asked for ahead of the data: they say what must be loaded. */
  plans(): readonly Plan[];
  /** What each of those baselines takes from its sources. */
  demands(): readonly (readonly ScanDemand[])[];
  /** The lookups that they read or write. */
  lookups(): ReadonlySet<string>;
  /**
   * The models of a session, always the same ones. A baseline is run when the first search asks for its model, and
   * never again; `warn` takes what is worth telling of that.
   */
  running(session: Session, times: Times, warn?: (message: string, baseline: Baseline) => void): Models;
  /** The same, where searches are only tried: without data nothing is learned. */
  tried(session: Session, times: Times): Models;
}

/** @param parser of the content, where there is one already */
export function contentModels(content: Content, parser?: SearchParser): ContentModels {
  const plans: Plan[] = [];
  const demands: (readonly ScanDemand[])[] = [];
  const names = new Set<string>();
  let planned: Models | undefined;
  const bySession = new WeakMap<Session, Models>();
  const inSession = (
    session: Session,
    times: Times,
    mayBeUntrained: boolean,
    warn: (message: string, baseline: Baseline) => void = () => undefined,
  ): Models => {
    const known = bySession.get(session);
    if (known !== undefined) return known;
    // To plan a `fit` is to run all that comes before it; what comes behind it is of no use here.
    const run: RunBaseline = async (search, models, baseline) => {
      const { writeLookup, ...environment } = session.environment(times);
      await plan(search, {
        ...environment,
        ...(mayBeUntrained ? {} : { writeLookup }),
        models,
        warn: (message) => warn(message, baseline),
      });
    };
    const opened = openContentModels(content, run, mayBeUntrained, parser);
    bySession.set(session, opened);
    return opened;
  };
  return {
    ahead: (times, lookups) => {
      const run: RunBaseline = async (search, models) => {
        const catalog = { ...openCatalog(), ...noting(lookups.catalog, names) };
        const environment = openEnvironment({ ...times, models, catalog });
        const last = await plan(search, environment);
        const all = [...environment.stages, last];
        plans.push(...all);
        demands.push(scanDemands(all, environment.begun));
      };
      planned ??= openContentModels(content, run, true, parser);
      return planned;
    },
    plans: () => plans,
    demands: () => demands,
    lookups: () => names,
    running: (session, times, warn) => inSession(session, times, false, warn),
    tried: (session, times) => inSession(session, times, true),
  };
}

function openContentModels(
  content: Content,
  run: RunBaseline,
  mayBeUntrained: boolean,
  parser: SearchParser | undefined,
): Models {
  const files = new Map<string, Lookup>();
  for (const lookup of content.lookups) if (lookup.type === 'mlmodel') files.set(modelNameOf(lookup), lookup);
  const trainer = openTrainer(content, run, mayBeUntrained, parser);
  const { keep, ...kept } = openModels();
  const names = (): readonly string[] => [...new Set([...kept.names(), ...files.keys(), ...trainer.names()])];

  async function find(name: string): Promise<Model | undefined> {
    const known = await kept.find(name);
    if (known !== undefined) return known;
    const file = files.get(name)?.path;
    if (file !== undefined) keep(name, await modelOf(file));
    else await trainer.train(name, { find, keep, names, mayBeUntrained });
    return await kept.find(name);
  }

  // Searches may run side by side, but one baseline after the other: two that need each other wait for nothing.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    find: async (name) => {
      const known = await kept.find(name);
      if (known !== undefined) return known;
      const found = turn.then(() => find(name));
      turn = found.catch(() => undefined);
      return await found;
    },
    keep,
    names,
    mayBeUntrained,
  };
}

async function modelOf(file: string): Promise<Model> {
  const read = await readModelFile(file);
  if (read.algorithm === 'LinearRegression') {
    const { target, features, coefficients, intercept } = read;
    return { algorithm: 'LinearRegression', target, features, weights: { coefficients, intercept } };
  }
  const isContainer = read.name === CONTAINER;
  return {
    algorithm: 'foreign',
    name: read.name,
    reason: isContainer ? 'it is the address of a container of the Deep Learning Toolkit' : `it is one of ${read.name}`,
    hint: isContainer
      ? 'only a Splunk server with that container runs it'
      : 'of model files karst reads those of LinearRegression; a baseline may train the others that fit knows',
  };
}

/** How the files of the Splunk App for Data Science and Deep Learning name their algorithm. */
const CONTAINER = 'MLTKContainer';
