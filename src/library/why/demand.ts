import { type Demand, type FieldDemand, fieldsWritten, type ParsedSearch } from '../../language/index.ts';

/** What shows an event to people, whether or not the search reads it. */
export const SHOWN: readonly string[] = ['_raw', 'host', 'source', 'sourcetype', 'index'];

/**
 * What must be loaded to tell why a search found nothing: a condition that can never hold reads nothing, and is to be
 * explained all the same. So all that the search names is loaded.
 *
 * @param more fields of any event
 */
export function withNamed({ events, datasets }: Demand, search: ParsedSearch, more: readonly string[] = []): Demand {
  const named = [...fieldsWritten(search)].filter((name) => !name.includes('*'));
  const bare = named.flatMap((name) => name.split('.').map((_, at, parts) => parts.slice(at).join('.')));
  const wider = (fields: FieldDemand, names: readonly string[]): FieldDemand =>
    fields === 'all' ? 'all' : [...new Set([...fields, ...names, ...more])].sort();
  return {
    events: events === undefined ? undefined : wider(events, named),
    datasets: new Map([...datasets].map(([name, fields]) => [name, wider(fields, bare)])),
  };
}
