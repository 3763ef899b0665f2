import { type Finding, isRisk, riskTime, type WhatIf, type WhatIfEntity } from '../findings/index.ts';

/** A rule on risk that is only tried: the threshold that an entity's scores must reach, and within how long. */
export interface RiskThreshold {
  readonly threshold: number;
  /** Default: all of the time. */
  readonly windowSeconds?: number;
}

/** Which entities would reach thresholds. What it needs of every score is kept, and nothing else. */
export interface WhatIfSum {
  add(findings: readonly Finding[]): void;
  /** One for each threshold. */
  results(): readonly WhatIf[];
}

/** Scores that are kept: some 50 MB. */
const SCORES_KEPT = 2_000_000;

/** The scores of one entity, side by side. */
interface Scores {
  readonly type: string;
  readonly value: string;
  /** Epoch seconds; NaN without a time. */
  readonly times: number[];
  readonly scores: number[];
  /** Places in the list of detections. */
  readonly detections: number[];
}

export function openWhatIfSum(thresholds: readonly RiskThreshold[], kept: number = SCORES_KEPT): WhatIfSum {
  const entities = new Map<string, Scores>();
  const detections = new Map<string, number>();
  const counts = { kept: 0, timeless: 0, beyond: 0 };

  function add(finding: Finding): void {
    const time = riskTime(finding) ?? Number.NaN;
    const { name } = finding.detection;
    const detection = detections.get(name) ?? detections.size;
    detections.set(name, detection);
    for (const { type, value, score } of finding.risk_objects) {
      if (counts.kept >= kept) {
        counts.beyond++;
        continue;
      }
      counts.kept++;
      if (Number.isNaN(time)) counts.timeless++;
      const key = JSON.stringify([type, value]);
      const entity = entities.get(key) ?? { type, value, times: [], scores: [], detections: [] };
      entities.set(key, entity);
      entity.times.push(time);
      entity.scores.push(score);
      entity.detections.push(detection);
    }
  }

  return {
    add: (findings) => {
      if (thresholds.length > 0) for (const finding of findings) if (isRisk(finding)) add(finding);
    },
    results: () => {
      const names = [...detections.keys()];
      return thresholds.map(({ threshold, windowSeconds }) => ({
        threshold,
        window_seconds: windowSeconds ?? null,
        entities: [...entities.values()]
          .flatMap((entity) => reaching(entity, threshold, windowSeconds, names) ?? [])
          .sort((a, b) => b.score - a.score || (`${a.value}\n${a.type}` < `${b.value}\n${b.type}` ? -1 : 1)),
        timeless: counts.timeless,
        beyond: counts.beyond,
      }));
    },
  };
}

/** How an entity reaches a threshold; undefined where it does not. */
function reaching(
  { type, value, times, scores, detections }: Scores,
  threshold: number,
  windowSeconds: number | undefined,
  names: readonly string[],
): WhatIfEntity | undefined {
  const order = inTime(times, windowSeconds !== undefined);
  const at = (place: number): number => order[place] ?? 0;
  let from = 0;
  let sum = 0;
  let highest = 0;
  let reached: Pick<WhatIfEntity, 'first_reached' | 'reached_by'> | undefined;
  for (let to = 0; to < order.length; to++) {
    const time = times[at(to)] ?? Number.NaN;
    sum += scores[at(to)] ?? 0;
    for (; windowSeconds !== undefined && time - (times[at(from)] ?? 0) > windowSeconds; from++) {
      sum -= scores[at(from)] ?? 0;
    }
    highest = Math.max(highest, sum);
    if (sum < threshold || reached !== undefined) continue;
    const counted = order.slice(from, to + 1);
    reached = { first_reached: isoOf(time), reached_by: byDetection(counted, scores, detections, names) };
  }
  return reached && { type, value, score: highest, ...reached };
}

/** Places by their times; those without one last, and in a window none of them. */
function inTime(times: readonly number[], isWindow: boolean): readonly number[] {
  const places = times.map((_, place) => place);
  const timed = places.filter((place) => !Number.isNaN(times[place]));
  timed.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  return isWindow ? timed : [...timed, ...places.filter((place) => Number.isNaN(times[place]))];
}

function isoOf(time: number): string | null {
  return Number.isNaN(time) ? null : new Date(time * 1000).toISOString().replace('.000Z', 'Z');
}

function byDetection(
  places: readonly number[],
  scores: readonly number[],
  detections: readonly number[],
  names: readonly string[],
): WhatIfEntity['reached_by'] {
  const sums = new Map<string, { findings: number; score: number }>();
  for (const place of places) {
    const name = names[detections[place] ?? 0] ?? '';
    const { findings, score } = sums.get(name) ?? { findings: 0, score: 0 };
    sums.set(name, { findings: findings + 1, score: score + (scores[place] ?? 0) });
  }
  return [...sums]
    .map(([detection, sum]) => ({ detection, ...sum }))
    .sort((a, b) => (a.detection < b.detection ? -1 : 1));
}
