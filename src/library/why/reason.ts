import { commandOf, nodesOf, type Plan, scansOf } from '../../language/index.ts';
import type { Seen } from '../seen.ts';
import type { Tally } from '../tally.ts';
import type { Asked } from './ask.ts';
import { judgeGate } from './gate.ts';
import { judgeKeys } from './keys.ts';
import { makerOf, missingField } from './missing.ts';
import type { Placer } from './place.ts';
import type { WhyGate, WhyKeys, WhyMissing, WhyReason } from './result.ts';
import { type Sources, sayReason } from './say.ts';
import { stagesOf, type TracedPipeline, type TracedStage } from './trace.ts';

/** What reasons are found with. */
export interface ReasonBench extends Asked {
  readonly placer: Placer;
  readonly tally: Tally;
  readonly seen: Seen;
}

/** Why a stage let nothing through. */
export async function reasonOf(stage: TracedStage, pipeline: TracedPipeline, bench: ReasonBench): Promise<WhyReason> {
  const { node, input, context } = stage;
  const definition = commandOf(node);
  const asked = definition.gate && (await definition.gate(node, input, context));
  const gate = asked && (await judgeGate(asked, bench, placing));
  const keys = (await keysOfStage(stage, bench)) ?? (gate && (await keysBehind(gate, stage, pipeline, bench)));
  const missing =
    gate === undefined ? [] : missingFields(gate, stage, pipeline, knownFields(asked?.rows, stage, bench));
  const told = { stage: stage.number, ...(gate && { gate }), ...(keys && { keys }), missing };
  const emptied = [...stage.inside.flatMap((inner) => [...stagesOf(inner)])].filter(({ rows }) => rows === 0);
  const says = sayReason(told, {
    isOfEvents: input === undefined,
    sources: sourcesOf(stage),
    tally: bench.tally,
    inside: emptied[0]?.number,
  });
  return { ...told, says };

  function placing({ span }: { readonly span?: { readonly start: number; readonly end: number } }) {
    return bench.placer.placeOf(span, context.expansion);
  }
}

async function keysOfStage(stage: TracedStage, bench: ReasonBench): Promise<WhyKeys | undefined> {
  const { node, input, context, number } = stage;
  const { meeting } = commandOf(node);
  if (meeting === undefined || input === undefined) return undefined;
  const found = await judgeKeys(await meeting(node, input, context), bench);
  const lookup = lookupName(stage);
  return { stage: number, ...(lookup !== undefined && { lookup }), ...found };
}

/** The lookup that a field comes from which no row has as it should be. */
async function keysBehind(
  { conditions }: WhyGate,
  stage: TracedStage,
  pipeline: TracedPipeline,
  bench: ReasonBench,
): Promise<WhyKeys | undefined> {
  for (const { fields } of conditions.filter(({ passing }) => passing === 0)) {
    for (const { name } of fields) {
      const maker = makerOf(name, stage, pipeline);
      if (maker?.node.kind === 'Lookup') return await keysOfStage(maker, bench);
    }
  }
  return undefined;
}

function lookupName({ node }: TracedStage): string | undefined {
  if (node.kind !== 'Lookup' || !('table' in node)) return undefined;
  const { table } = node as { readonly table: { readonly name: string } };
  return table.name;
}

function missingFields(
  { conditions, rows }: WhyGate,
  stage: TracedStage,
  pipeline: TracedPipeline,
  known: ReadonlySet<string>,
): readonly WhyMissing[] {
  if (rows === 0) return [];
  const absent = conditions.flatMap(({ fields }) => fields.filter(({ present }) => present === 0));
  const names = new Set(absent.map(({ name }) => name));
  return [...names].map((name) => missingField(name, stage, pipeline, known));
}

/** Names that a stage which reads events, or the rows of datasets, may use. */
function knownFields(rows: Plan | undefined, { context }: TracedStage, { seen }: ReasonBench): ReadonlySet<string> {
  const sources = rows === undefined ? [] : [...scansOf(rows)].map(({ source }) => source);
  const datasets = sources.flatMap((source) =>
    source.kind === 'dataset'
      ? context.environment.catalog.datasets(source.model).filter(({ root }) => root === source.dataset)
      : [],
  );
  return datasets.length === 0
    ? seen.fields
    : new Set(datasets.flatMap(({ root, fields }) => fields.map((field) => `${root}.${field}`)));
}

/** What a stage reads that begins a pipeline: datasets as `Model.Dataset`, and lookups. */
function sourcesOf({ node, input, made }: TracedStage): Sources {
  if (input !== undefined) return { datasets: [], lookups: [] };
  const scans = [...scansOf(made)].map(({ source }) => source);
  const named = [...nodesOf({ ...node, subsearch: undefined })].flatMap((one) => datasetNamed(one));
  const roots = scans.flatMap((source) => (source.kind === 'dataset' ? [`${source.model}.${source.dataset}`] : []));
  return {
    datasets: [...new Set(named.length > 0 ? named : roots)],
    lookups: scans.flatMap((source) => (source.kind === 'lookup' ? [source.name] : [])),
  };
}

function datasetNamed(node: object & { readonly kind: string }): readonly string[] {
  if (node.kind !== 'DataModelName') return [];
  const { model, dataset } = node as { readonly model?: unknown; readonly dataset?: unknown };
  return [typeof dataset === 'string' ? `${String(model)}.${dataset}` : String(model)];
}
