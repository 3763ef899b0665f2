/** Fields of Splunk's own: what an event has under such a name is found under `extracted_…` instead. */
const RESERVED: ReadonlySet<string> = new Set(['host', 'source', 'sourcetype', 'index', '_raw', '_time']);

/** The name of a field that an event names itself. */
export function nameOfExtracted(name: string): string {
  return RESERVED.has(name) ? `extracted_${name}` : name;
}
