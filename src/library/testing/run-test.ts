import type { Detection, DetectionTest } from '../../content/index.ts';
import { formatCount } from '../../shared/figures.ts';
import { Problem } from '../../shared/problem.ts';
import { baselineText } from '../lookup-baselines.ts';
import { locate } from './data.ts';
import { judgeIntegration, openRiskCheck, type RiskCheck } from './integration.ts';
import type { TestOutcome } from './outcome.ts';
import { openTrial, planTrial, searchFiles, skippedText, type TestBench, type Trial } from './trial.ts';
import { emptyTokens, judge, type Results } from './verdict.ts';
import { whyEmpty } from './why-empty.ts';

type Judged = Pick<TestOutcome, 'status' | 'reason' | 'notes'>;

/**
 * Runs one test on a database that knows nothing of any other, and then judges its risk where that is asked for. What is
 * wrong with a test is its outcome; only what ends the run is thrown.
 */
export async function runTest(
  detection: Detection,
  test: DetectionTest,
  bench: TestBench,
): Promise<readonly TestOutcome[]> {
  const startedMs = performance.now();
  const trial = openTrial(detection, test, bench);
  const risk = openRiskCheck(detection.risk);
  const finish = (judged: Judged & Pick<TestOutcome, 'problem'>): TestOutcome => ({
    detection,
    kind: 'unit',
    test,
    ...judged,
    rows: trial.rows,
    events: trial.tally.files === 0 ? null : trial.tally.events,
    seconds: { total: secondsOf(performance.now() - startedMs), search: secondsOf(trial.searchMs) },
  });
  const unit = await attempt(trial, bench, risk, finish);
  return bench.judgesRisk ? [unit, judgeIntegration(unit, risk)] : [unit];
}

async function attempt(
  trial: Trial,
  bench: TestBench,
  risk: RiskCheck,
  finish: (judged: Judged & Pick<TestOutcome, 'problem'>) => TestOutcome,
): Promise<TestOutcome> {
  try {
    return finish(await tryTest(trial, bench, risk));
  } catch (error) {
    bench.run.signal?.throwIfAborted();
    if (!(error instanceof Problem) || ENDS_RUN.has(error.code)) throw error;
    const hint = error.details.hint === undefined ? [] : [error.details.hint];
    return finish({ status: 'error', reason: error.message, notes: hint, problem: error });
  }
}

/** A database that has no place to work in, and a lock file that cannot be used: the next test would not fare better. */
const ENDS_RUN: ReadonlySet<string> = new Set(['EN004', 'TE005']);

function secondsOf(ms: number): number {
  return Math.round(ms) / 1000;
}

/** What is wrong with the search is known before data are fetched, and data are there before a database is used. */
async function tryTest(trial: Trial, { sources }: TestBench, risk: RiskCheck): Promise<Judged> {
  const { detection, test } = trial;
  const planned = await planTrial(trial);
  if (test.attackData.length === 0) throw new Problem('TE006', 'the test has no attack_data');
  const files: string[] = [];
  for (const data of test.attackData) files.push(await locate(data, detection, sources));
  let empty: readonly string[] = [];
  const results = await searchFiles(trial, files, planned, risk.add, async (session) => {
    if (test.expectedResults !== 0 && trial.suppressed === 0) empty = await whyEmpty(session, planned, trial);
  });
  return judged(results, empty, trial);
}

/** @param empty why there are no results, where there should be some */
function judged(results: Results, empty: readonly string[], trial: Trial): Judged {
  const { detection, test, tally, baselines, suppressed } = trial;
  const { status, reason: why } = judge(results, detection.risk, test.expectedResults);
  const isSuppressed = status === 'fail' && results.count === 0 && suppressed > 0;
  const taken = `the tuning suppresses ${formatCount(suppressed, 'row')}`;
  const reason = isSuppressed ? `${taken}: none is left` : why;
  const tuned = suppressed > 0 && !isSuppressed ? [taken] : [];
  const tokens = emptyTokens(results, detection.risk).map((name) => `the message has no value for $${name}$`);
  const skipped = tally.skipped.size === 0 ? [] : [`in reading${skippedText(tally)}`];
  return { status, reason, notes: [...empty, ...tuned, ...tokens, ...baselines.map(baselineText), ...skipped] };
}
