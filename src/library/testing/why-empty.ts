import type { Session } from '../../engine/index.ts';
import { Problem } from '../../shared/problem.ts';
import { sortedCounts } from '../tally.ts';
import { whyNotes } from '../why/notes.ts';
import { whyIn } from '../why/why.ts';
import type { PlannedTrial, Trial } from './trial.ts';

/** Why a search found nothing in the data of a test, in short. The session holds the data still. */
export async function whyEmpty(session: Session, planned: PlannedTrial, trial: Trial): Promise<readonly string[]> {
  const { detection, bench, tally, seen } = trial;
  const { content, times, run } = bench;
  const { search: parsed, plans } = planned.candidate;
  const models = planned.models.running(session, times);
  const signal = run.signal === undefined ? {} : { signal: run.signal };
  const types = Object.entries(sortedCounts(tally.sourcetypes)).map(([name, count]) => `${count} of ${name}`);
  const read = `the events are ${types.join(', ')}`;
  try {
    const why = await whyIn({ session, times, tally, seen, parsed, plans, content, models, detection, ...signal });
    return [...whyNotes(why), read];
  } catch (error) {
    // The search ran: what goes wrong in looking into it changes nothing of the verdict.
    if (error instanceof Problem) return [`why cannot be told: ${error.message}`, read];
    throw error;
  }
}
