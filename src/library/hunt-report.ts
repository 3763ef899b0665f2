import { UNKNOWN_SOURCETYPES } from '../events/index.ts';
import type { DetectionOutcome, Summary } from '../findings/index.ts';
import { byName, missingSources } from './candidates.ts';
import type { Foreseen } from './compiled/foreseen.ts';
import type { HuntReport, HuntRun } from './hunt-run.ts';
import { sortedCounts } from './tally.ts';

/** What a hunt says at its end. @param readMs when reading was done */
export function reportOf(candidates: readonly Foreseen[], run: HuntRun, readMs: number): HuntReport {
  const { times, risk, notices } = run;
  const detections = outcomesOf(candidates, run);
  const blind = detections.filter(({ state }) => state === 'blind');
  return {
    summary: summaryOf(detections, run, readMs),
    risk: risk.totals(),
    blind: { detections: blind.length, missing: [...new Set(blind.flatMap(({ missing }) => missing))].sort() },
    detections,
    now: times.now,
    notices: notices.notices(),
  };
}

/** What came of each detection. One that yields rows on no events has fired all the same. */
function outcomesOf(candidates: readonly Foreseen[], { selected, errors, tally, found }: HuntRun): DetectionOutcome[] {
  const failed = new Set(errors.map(({ name, file }) => `${file}\n${name}`));
  const missingOf = new Map(candidates.map((candidate) => [candidate.detection, missingSources(candidate, tally)]));
  return selected.toSorted(byName).map((detection) => {
    const { findings = 0, throttled = 0, suppressed = 0 } = found.get(detection) ?? {};
    const missing = missingOf.get(detection) ?? [];
    return {
      detection,
      state: stateOf(),
      findings,
      ...(throttled > 0 && { throttled }),
      ...(suppressed > 0 && { suppressed }),
      missing,
    };

    function stateOf(): DetectionOutcome['state'] {
      if (failed.has(`${detection.file}\n${detection.name}`)) return 'failed';
      if (findings > 0) return 'fired';
      if (suppressed > 0) return 'ran';
      return missing.length > 0 ? 'blind' : 'ran';
    }
  });
}

function summaryOf(detections: readonly DetectionOutcome[], run: HuntRun, readMs: number): Summary {
  const { options, content, tally, errors, startedMs } = run;
  const nowMs = performance.now();
  const seconds = (fromMs: number, toMs: number): number => Math.round(toMs - fromMs) / 1000;
  const countOf = (wanted: DetectionOutcome['state']) => detections.filter(({ state }) => state === wanted).length;
  const sumOf = (figure: (outcome: DetectionOutcome) => number) =>
    detections.reduce((sum, one) => sum + figure(one), 0);
  const tuningOf = () => ({
    suppressed: sumOf(({ suppressed = 0 }) => suppressed),
    suppressions: run.suppressor.outcomes(),
  });
  return {
    files: tally.files,
    bytes: tally.bytes,
    events: tally.events,
    sourcetypes: sortedCounts(tally.sourcetypes),
    unrecognised: [...tally.sourcetypes].reduce((sum, [name, n]) => sum + (UNKNOWN_SOURCETYPES.has(name) ? n : 0), 0),
    skipped: sortedCounts(tally.skipped),
    cut: tally.cut,
    timeless: Object.values(tally.timeless).reduce((sum, count) => sum + count, 0),
    timeless_from: { ...tally.timeless },
    detections: {
      loaded: content.detections.length,
      ...(detections.length === content.detections.length ? {} : { selected: detections.length }),
      ran: detections.filter(({ state }) => state !== 'failed').length,
      without_candidates: detections.filter(({ missing }) => missing.length > 0).length,
      errors,
      fired: countOf('fired'),
      clean: detections.filter(({ state, suppressed = 0 }) => state === 'ran' && suppressed === 0).length,
      blind: countOf('blind'),
    },
    findings: sumOf(({ findings }) => findings),
    throttled: sumOf(({ throttled = 0 }) => throttled),
    ...(options.tuning === undefined ? {} : tuningOf()),
    ...(options.whatIf === undefined ? {} : { what_if: run.whatIf.results() }),
    seconds: { read: seconds(startedMs, readMs), detect: seconds(readMs, nowMs), total: seconds(startedMs, nowMs) },
    // The resource usage counts in kilobytes on every platform.
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 102.4) / 10,
  };
}
