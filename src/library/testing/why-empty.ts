import type { Session } from '../../engine/index.ts';
import { fieldNotices, fieldsNamed, valueNotices } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { type Candidate, missingSources } from '../candidates.ts';
import type { Seen } from '../seen.ts';
import { sortedCounts, type Tally } from '../tally.ts';
import { whyNotes } from '../why/notes.ts';
import { whyIn } from '../why/why.ts';
import type { PlannedTrial, Trial } from './trial.ts';

/** What is known of a search that found nothing once the events are gone: of what kind they were, or that names differ. */
export function whatWasRead(candidate: Candidate, tally: Tally, seen: Seen): readonly string[] {
  const { search: parsed, plans } = candidate;
  const missing = missingSources(candidate, tally);
  const notices = [...valueNotices(parsed, seen.values), ...fieldNotices(parsed, fieldsNamed(plans), seen.fields)];
  return [
    ...(missing.length === 0 ? [] : [`no event belongs to ${missing.join(' or ')}`]),
    ...new Set(notices.map(({ message }) => message)),
    kindsOf(tally),
  ];
}

function kindsOf(tally: Tally): string {
  const types = Object.entries(sortedCounts(tally.sourcetypes)).map(([name, count]) => `${count} of ${name}`);
  return `the events are ${types.join(', ')}`;
}

/** Why a search found nothing in the data of a test, in short. The session holds the data still. */
export async function whyEmpty(session: Session, planned: PlannedTrial, trial: Trial): Promise<readonly string[]> {
  const { detection, bench, tally, seen } = trial;
  const { content, times, run } = bench;
  const { search: parsed, plans } = planned.candidate;
  const models = planned.models.running(session, times);
  const signal = run.signal === undefined ? {} : { signal: run.signal };
  const read = kindsOf(tally);
  try {
    const why = await whyIn({ session, times, tally, seen, parsed, plans, content, models, detection, ...signal });
    return [...whyNotes(why), read];
  } catch (error) {
    // The search ran: what goes wrong in looking into it changes nothing of the verdict.
    if (error instanceof Problem) return [`why cannot be told: ${error.message}`, read];
    throw error;
  }
}
