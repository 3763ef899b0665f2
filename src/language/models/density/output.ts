import type { Column, Row, Value } from '../../ir.ts';
import { figureOf } from '../../plan/moving-average.ts';
import type { DensityGroup, DensityModel } from '../model.ts';
import { type Random, seededRandom } from '../numeric/random.ts';
import { densityAt, valueAtShare } from './distribution.ts';
import type { DensityOptions, NamedThreshold } from './options.ts';
import { isInside, type Region, regionsOf } from './regions.ts';
import { groupKey, groupValues } from './train.ts';

/** What a model adds to results. */
export interface Judgement {
  readonly columns: readonly Column[];
  /** The fields of a result; those that it has no values for are absent. */
  of(row: Row): ReadonlyMap<string, Value>;
}

type RegionsByThreshold = readonly (readonly Region[])[];

/**
 * Judges results by a model: whether they are outliers (1 or 0) and where the outliers of their group begin and end.
 * A result without a number, or of a group that the model has not learned, gets nothing.
 *
 * @param as the name of the field that says whether a result is an outlier
 */
export function densityJudgement(model: DensityModel, options: DensityOptions, as: string | undefined): Judgement {
  const regions = new Map<DensityGroup, RegionsByThreshold>();
  const random = seededRandom(options.seed);
  const regionsFor = (group: DensityGroup): RegionsByThreshold => {
    const known = regions.get(group);
    if (known !== undefined) return known;
    const found = options.thresholds.map(({ threshold }) => regionsOf(group.distribution, threshold));
    regions.set(group, found);
    return found;
  };
  const shown = shownOptions(model, options);
  return {
    columns: columnsOf(model, options, as, [...shown.keys()]),
    of: (row) => {
      const values = groupValues(row, model.by);
      const group = values && model.groups.get(groupKey(values));
      const figure = figureOf(row[model.feature]);
      if (group === undefined || figure === undefined) return shown;
      const fields = new Map<string, Value>();
      judge(fields, figure, group, regionsFor(group), { model, options, as, random });
      for (const [name, value] of shown) fields.set(name, value);
      return fields;
    },
  };
}

interface Judging {
  readonly model: DensityModel;
  readonly options: DensityOptions;
  readonly as: string | undefined;
  readonly random: Random;
}

function judge(
  fields: Map<string, Value>,
  figure: number,
  { distribution }: DensityGroup,
  regions: RegionsByThreshold,
  { model, options, as, random }: Judging,
): void {
  for (const [index, threshold] of options.thresholds.entries()) {
    const found = regions[index] ?? [];
    fields.set(outlierName(model, threshold, as), isInside(found, figure) ? 1 : 0);
    if (found.length > 0) fields.set(`BoundaryRanges${threshold.suffix}`, found.map(rangeText));
    if (options.hasSample) set(fields, `SampledValue${threshold.suffix}`, inlierOf(distribution, found, random));
  }
  if (options.hasFullSample) set(fields, 'FullSampledValue', valueAtShare(distribution, random()));
  if (options.showsDensity) set(fields, `ProbabilityDensity(${model.feature})`, densityAt(distribution, figure));
}

function set(fields: Map<string, Value>, name: string, value: number | undefined): void {
  if (value !== undefined && Number.isFinite(value)) fields.set(name, value);
}

/** Where nearly everything is an outlier, none may come. */
const MAX_TRIES = 100;

function inlierOf(
  distribution: DensityGroup['distribution'],
  regions: readonly Region[],
  random: Random,
): number | undefined {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const value = valueAtShare(distribution, random());
    if (!isInside(regions, value)) return value;
  }
  return undefined;
}

function columnsOf(
  model: DensityModel,
  { thresholds, hasSample, hasFullSample, showsDensity }: DensityOptions,
  as: string | undefined,
  shown: readonly string[],
): readonly Column[] {
  const number = (name: string): Column => ({ name, type: 'number' });
  return [
    ...thresholds.map((threshold) => number(outlierName(model, threshold, as))),
    ...thresholds.map(({ suffix }): Column => ({ name: `BoundaryRanges${suffix}`, type: 'multi' })),
    ...(hasSample ? thresholds.map(({ suffix }) => number(`SampledValue${suffix}`)) : []),
    ...(hasFullSample ? [number('FullSampledValue')] : []),
    ...(showsDensity ? [number(`ProbabilityDensity(${model.feature})`)] : []),
    ...shown.map((name): Column => ({ name, type: 'text' })),
  ];
}

function outlierName({ feature }: DensityModel, { suffix }: NamedThreshold, as: string | undefined): string {
  return as === undefined ? `IsOutlier${suffix}(${feature})` : `${as}${suffix}`;
}

/** `opening:closing:area`. Source: Splunk Machine Learning Toolkit, Algorithms, DensityFunction. */
function rangeText({ opening, closing, area }: Region): string {
  return `${boundaryText(opening)}:${boundaryText(closing)}:${Number(area.toPrecision(4))}`;
}

/** Four places after the point, as the toolkit's examples have them; `Infinity` at the ends. */
function boundaryText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toFixed(4)) + 0) : String(value);
}

/** What the model was told, where that was asked for. */
function shownOptions(
  { feature, by }: DensityModel,
  { shown, thresholds }: DensityOptions,
): ReadonlyMap<string, Value> {
  const texts = {
    feature_variables: feature,
    split_by: by.join(','),
    params: JSON.stringify({ thresholds: thresholds.map(({ threshold }) => threshold) }),
  };
  return new Map(shown.filter((name) => texts[name] !== '').map((name) => [name, texts[name]]));
}
