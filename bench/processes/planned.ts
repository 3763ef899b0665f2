import { loadContent } from '../../src/content/index.ts';
import { openEnvironment, type Plan, plan } from '../../src/language/index.ts';
import { openCatalog } from '../../src/library/catalog.ts';
import { searchParser } from '../../src/library/content.ts';
import { contentLookups } from '../../src/library/lookups.ts';
import { contentModels } from '../../src/library/models.ts';
import { Problem } from '../../src/shared/problem.ts';

const TIMES = { now: 0, timezone: 'UTC' };

/** The plans of a content's detections, made ahead of the data. */
export interface Planned {
  /** Of each detection, its stages and its last plan. */
  readonly plans: readonly (readonly Plan[])[];
  /** Detections that cannot be planned. */
  readonly refused: number;
}

/** Loads a content and plans all of its detections. */
export async function plannedContent(paths: readonly string[]): Promise<Planned> {
  const content = await loadContent(paths);
  const parser = searchParser(content);
  const lookups = contentLookups(content);
  const catalog = { ...openCatalog(), ...lookups.catalog };
  const models = contentModels(content).ahead(TIMES, lookups);
  const plans: (readonly Plan[])[] = [];
  let refused = 0;
  for (const { search } of content.detections) {
    try {
      const environment = openEnvironment({ ...TIMES, catalog, models });
      const last = await plan(parser.parse(search), environment);
      plans.push([...environment.stages, last]);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused++;
    }
  }
  if (plans.length === 0) throw new Error('nothing was planned');
  return { plans, refused };
}
