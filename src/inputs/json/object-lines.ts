/** How many lines are looked at. */
const LINES = 8;

/** Whether a JSON text that begins so has an object in each of its lines, alone or as an element of an array. */
export function isObjectALine(head: Uint8Array): boolean {
  const lines = Buffer.from(head).toString('utf8').split('\n').slice(0, -1);
  const objects = lines.map(stripped).filter((line) => line !== '');
  return objects.length > 0 && objects.slice(0, LINES).every((line) => line.startsWith('{') && line.endsWith('}'));
}

/** A line without what may stand around an object. */
function stripped(line: string): string {
  return line.replace(/^[\s\uFEFF\0[\],]+/, '').replace(/[\s\0\],]+$/, '');
}
