import type { Row } from '../ir.ts';
import { isNumericText } from '../plan/convert.ts';
import { type Moments, moments } from './moments.ts';
import { textsOf } from './values.ts';

/** How the values of a field are spread over results. */
export interface FieldProfile {
  /** Results that have the field. */
  readonly count: number;
  /** How often each value occurs. */
  readonly counts: ReadonlyMap<string, number>;
  /** Of its values that are numbers. */
  readonly numbers: Moments;
  /** Every value is a number. */
  readonly isNumeric: boolean;
}

/** Profiles of all fields of results that come one by one. */
export interface Profiler {
  add(row: Row): void;
  /** Results so far. */
  readonly total: number;
  /** By field, in the order in which they appeared. */
  readonly profiles: ReadonlyMap<string, FieldProfile>;
  /** A field has more values than are counted. */
  readonly isCut: boolean;
}

interface OpenProfile extends FieldProfile {
  count: number;
  isNumeric: boolean;
  readonly counts: Map<string, number>;
}

/** @param mostValues of a field; those that appear later are not counted */
export function profiler(mostValues: number): Profiler {
  const profiles = new Map<string, OpenProfile>();
  let [total, isCut] = [0, false];
  function addValue(profile: OpenProfile, text: string): void {
    const known = profile.counts.get(text);
    if (known === undefined && profile.counts.size === mostValues) isCut = true;
    else profile.counts.set(text, (known ?? 0) + 1);
    if (isNumericText(text)) profile.numbers.add(Number(text));
    else profile.isNumeric = false;
  }
  return {
    add: (row) => {
      total++;
      for (const [name, value] of Object.entries(row)) {
        const profile = profiles.get(name) ?? { count: 0, counts: new Map(), numbers: moments(), isNumeric: true };
        profiles.set(name, profile);
        profile.count++;
        for (const text of textsOf(value)) addValue(profile, text);
      }
    },
    get total() {
      return total;
    },
    get isCut() {
      return isCut;
    },
    profiles,
  };
}
