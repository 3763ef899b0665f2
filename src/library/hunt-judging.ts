import type { Detection } from '../content/index.ts';
import { type Finding, findingsOf, periodSeconds, toldFindings } from '../findings/index.ts';
import type { Row } from '../language/index.ts';
import type { HuntRun } from './hunt-run.ts';

/** The results of a detection as findings, and the places of those that are told. */
export interface JudgedRows {
  readonly all: readonly Finding[];
  readonly told: ReadonlySet<number>;
}

/**
 * Makes findings of the results of a detection. Those that the tuning suppresses are none, and hold back no others;
 * of the rest the detection may say to throttle some. Both are counted.
 *
 * @throws as `Suppressor.staying`
 */
export async function judge(detection: Detection, rows: readonly Row[], run: HuntRun): Promise<JudgedRows> {
  const stays = await run.suppressor.staying(detection, rows);
  const all = findingsOf(detection, rows, { timezone: run.times.timezone });
  const staying = [...all.entries()].filter(([at]) => stays[at] === true);
  const isTold = toldOf(
    staying.map(([, finding]) => finding),
    detection,
    run,
  );
  const told = new Set(staying.filter((_, at) => isTold[at] === true).map(([at]) => at));
  const suppressed = all.length - staying.length;
  run.found.set(detection, { findings: told.size, throttled: staying.length - told.size, suppressed });
  return { all, told };
}

/** Which of the findings are told: all of them, unless the detection says to throttle. */
function toldOf(findings: readonly Finding[], { throttling, name }: Detection, run: HuntRun): readonly boolean[] {
  const everything = findings.map(() => true);
  if (throttling === undefined || run.options.ignoreThrottling === true) return everything;
  const seconds = periodSeconds(throttling.period);
  if (seconds !== undefined) return toldFindings(findings, throttling, seconds);
  run.notices.add(`"${throttling.period}" is no period: the detection is not throttled`, name);
  return everything;
}
