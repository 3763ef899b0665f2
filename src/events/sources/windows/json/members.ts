import type { DataItem } from './build.ts';
import { type JsonObject, textsOf } from './read.ts';

/** The members of a flat object that are data of the event. Null is absent. */
export function dataOf(value: JsonObject, notData: ReadonlySet<string>): DataItem[] {
  const items: DataItem[] = [];
  for (const name of Object.keys(value)) {
    if (notData.has(name)) continue;
    const member = value[name];
    if (typeof member === 'string') items.push([name, member]);
    else for (const text of textsOf(member)) items.push([name, text]);
  }
  return items;
}
