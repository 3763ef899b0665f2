import type { Demand, FieldDemand, ScanDemand } from './demand.ts';

/** What searches take from their sources, taken together. */
export function joinDemands(searches: Iterable<readonly ScanDemand[]>): Demand {
  const named = new Map<string, Set<string> | 'all'>();
  for (const demands of searches) {
    for (const { source, fields } of demands) {
      const name = source.kind === 'dataset' ? `${source.model}.${source.dataset}` : source.kind;
      const before = named.get(name) ?? new Set();
      named.set(name, fields === 'all' ? fields : before);
      if (before !== 'all' && fields !== 'all') for (const field of fields) before.add(field);
    }
  }
  const inOrder = (fields: Set<string> | 'all'): FieldDemand => (fields === 'all' ? fields : [...fields].sort());
  const datasets = new Map([...named].map(([name, fields]) => [name, inOrder(fields)]));
  const events = datasets.get('events');
  datasets.delete('events');
  return { events, datasets };
}
