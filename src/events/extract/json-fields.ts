import type { EventFields } from '../fields.ts';
import { literalEnd, next, skipBlanks, stringEnd, stringOf, valueEnd } from './json-text.ts';
import { nameOfExtracted } from './reserved.ts';

/** Objects and arrays in one another. The reader of files allows fewer; a text within an event may hold more. */
const MAX_DEPTH = 512;

/**
 * Adds a field for each value of a JSON object: names joined with dots, `{}` behind the name of an array, all elements
 * of an array in one multivalue field. Numbers and words keep their text, null is the text `null`, an empty text is a
 * field that is empty; empty objects and arrays give nothing. A key that occurs twice gives two values.
 *
 * `text` must be valid JSON. It may be cut: what is not whole at its end gives nothing, and so does what is nested too
 * deep.
 *
 * Source: Splunk, automatic extraction of fields from JSON (KV_MODE = json).
 */
export function addJsonFields(fields: EventFields, text: string): void {
  new JsonWalk(fields, text).object(skipBlanks(text, 0), '');
}

/** One pass over the text: what JSON.parse makes of it would have lost how numbers were written. */
class JsonWalk {
  readonly #fields: EventFields;
  readonly #text: string;
  #depth = 0;

  constructor(fields: EventFields, text: string) {
    this.#fields = fields;
    this.#text = text;
  }

  /** Walks the object that opens at `at` and returns the place behind it. */
  object(at: number, prefix: string): number {
    const text = this.#text;
    let index = skipBlanks(text, at + 1);
    while (index < text.length && text[index] !== '}') {
      const end = stringEnd(text, index);
      if (end === undefined) return text.length;
      const key = stringOf(text, index, end);
      const colon = skipBlanks(text, end);
      const name = prefix === '' ? key : `${prefix}.${key}`;
      index = next(text, this.#value(skipBlanks(text, colon + 1), name));
    }
    return index + 1;
  }

  #nested(at: number, name: string): number {
    if (this.#depth >= MAX_DEPTH) return valueEnd(this.#text, at);
    this.#depth++;
    const end = this.#text[at] === '{' ? this.object(at, name) : this.#array(at, `${name}{}`);
    this.#depth--;
    return end;
  }

  #array(at: number, name: string): number {
    const text = this.#text;
    let index = skipBlanks(text, at + 1);
    while (index < text.length && text[index] !== ']') index = next(text, this.#value(index, name));
    return index + 1;
  }

  /** Walks the value that begins at `at` and returns the place behind it. */
  #value(at: number, name: string): number {
    const text = this.#text;
    switch (text[at]) {
      case '{':
      case '[':
        return this.#nested(at, name);
      case '"': {
        const end = stringEnd(text, at);
        if (end !== undefined) this.#add(name, stringOf(text, at, end));
        return end ?? text.length;
      }
      default: {
        const end = literalEnd(text, at);
        if (end < text.length) this.#add(name, text.slice(at, end));
        return end;
      }
    }
  }

  #add(name: string, value: string): void {
    this.#fields.append(nameOfExtracted(name), value);
  }
}
