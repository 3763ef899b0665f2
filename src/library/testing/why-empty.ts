import { fieldNotices, fieldsNamed, valueNotices } from '../../language/index.ts';
import { type Candidate, missingSources } from '../candidates.ts';
import type { Seen } from '../seen.ts';
import { sortedCounts, type Tally } from '../tally.ts';

/** What is cheap to know of a search that found nothing: events of another kind, or with other names. */
export function whyEmpty(candidate: Candidate, tally: Tally, seen: Seen): readonly string[] {
  const { search: parsed, plans } = candidate;
  const types = Object.entries(sortedCounts(tally.sourcetypes)).map(([name, count]) => `${count} of ${name}`);
  const missing = missingSources(candidate, tally);
  const notices = [...valueNotices(parsed, seen.values), ...fieldNotices(parsed, fieldsNamed(plans), seen.fields)].map(
    ({ message }) => message,
  );
  return [
    ...(missing.length === 0 ? [] : [`no event belongs to ${missing.join(' or ')}`]),
    ...new Set(notices),
    `the events are ${types.join(', ')}`,
  ];
}
