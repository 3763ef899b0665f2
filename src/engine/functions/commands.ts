/** Quoted texts, and the places where a command may begin: the start, behind a pipe and at a subsearch. */
const TOKENS = /"(?:\\.|[^"\\])*"?|[|[]\s*(\w+)?/gs;

/**
 * The names of the commands of a search, those of its subsearches among them, as a JSON list; undefined for none.
 *
 * Source: Splunk Search Reference, Multivalue eval functions, commands.
 */
export function commandNames(search: string): string | undefined {
  const text = search.trim();
  if (text === '') return undefined;
  const names: string[] = [];
  // A search that begins with terms begins with the command search, whether or not it is written.
  if (!text.startsWith('|')) names.push('search');
  for (const [, name] of text.matchAll(TOKENS)) if (name !== undefined) names.push(name.toLowerCase());
  return names.length === 0 ? undefined : JSON.stringify(names);
}
