/** Places in the text of valid JSON, for whoever needs it as it is written. A cut text ends a value with its own end. */

/** The first place that is no blank. */
export function skipBlanks(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 0x20) index++;
  return index;
}

/** The place behind the closing quotation mark of the string that opens at `at`; undefined where nothing closes it. */
export function stringEnd(text: string, at: number): number | undefined {
  let close = text.indexOf('"', at + 1);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close === -1 ? undefined : close + 1;
}

/** What the string from `at` to `end` says. */
export function stringOf(text: string, at: number, end: number): string {
  const inside = text.slice(at + 1, end - 1);
  return inside.includes('\\') ? JSON.parse(text.slice(at, end)) : inside;
}

/** The place behind a number or word. */
export function literalEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !ENDS_LITERAL.has(text.charCodeAt(end))) end++;
  return end;
}

/** The elements of the array under a key of an object, each as it is written; undefined where there is no such array. */
export function elementsOf(object: string, key: string): readonly string[] | undefined {
  for (const [name, array] of membersOf(object)) {
    if (name !== key || !array.startsWith('[')) continue;
    const elements: string[] = [];
    for (let index = skipBlanks(array, 1); index < array.length && array[index] !== ']'; ) {
      const end = valueEnd(array, index);
      elements.push(array.slice(index, end));
      index = next(array, end);
    }
    return elements;
  }
  return undefined;
}

/** The members of an object, each value as it is written; of a cut object those that are whole. */
export function* membersOf(object: string): Generator<readonly [name: string, text: string]> {
  let index = skipBlanks(object, skipBlanks(object, 0) + 1);
  while (index < object.length && object[index] !== '}') {
    const nameEnd = stringEnd(object, index);
    if (nameEnd === undefined) return;
    const value = skipBlanks(object, skipBlanks(object, nameEnd) + 1);
    const end = valueEnd(object, value);
    if (end === object.length) return;
    yield [stringOf(object, index, nameEnd), object.slice(value, end)];
    index = next(object, end);
  }
}

/** The place of the next member or of the closing bracket. */
export function next(text: string, end: number): number {
  const at = skipBlanks(text, end);
  return text[at] === ',' ? skipBlanks(text, at + 1) : at;
}

/** The place behind the value that begins at `at`. */
export function valueEnd(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return stringEnd(text, at) ?? text.length;
  if (first !== '{' && first !== '[') return literalEnd(text, at);
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const char = text[index];
    if (char === '"') index = (stringEnd(text, index) ?? text.length) - 1;
    else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return index + 1;
  }
  return text.length;
}

const ENDS_LITERAL: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5d, 0x7d]);

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
