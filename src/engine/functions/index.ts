import { createHash } from 'node:crypto';
import { relativeTime } from '../../language/index.ts';
import type { ExternalName } from '../../sql/index.ts';
import type { Geoip } from '../geoip.ts';
import { calendarBucket } from './calendar.ts';
import { cidrMatcher } from './cidr.ts';
import { commandNames } from './commands.ts';
import { ipMask } from './ip-mask.ts';
import { jsonApply, jsonValues } from './json.ts';
import { binaryText, commas, duration, hexText, numberInBase, significant } from './numbers.ts';
import { printf } from './printf.ts';
import { regexMatches, regexOffsets, regexReplace, regexReplaceSome, regexTest } from './regex.ts';
import { spathValues } from './spath.ts';
import { formatTime } from './strftime.ts';
import { parseTime } from './strptime.ts';
import { urlDecode } from './url.ts';

/**
 * What the functions do that the database calls. Each entry makes a function for one database, which may keep what
 * it worked out of patterns and networks; undefined is NULL.
 */
export const IMPLEMENTATIONS = {
  regexMatch: regexTest,
  regexReplace: regexReplace,
  regexMatches: regexMatches,
  regexOffsets: regexOffsets,
  regexReplaceSome: regexReplaceSome,
  spathValues: spathValues,
  cidrMatch: cidrMatcher,
  formatTime: () => formatTime,
  parseTime: () => parseTime,
  relativeTime: () => relativeTime,
  calendarBucket: () => calendarBucket,
  jsonApply: jsonApply,
  jsonValues: jsonValues,
  printf: () => printf,
  commandNames: () => commandNames,
  ipMask: () => ipMask,
  locate: ({ geoip }) => geoip?.locate ?? (() => undefined),
  urlDecode: () => urlDecode,
  sha512: () => (text: string) => createHash('sha512').update(text).digest('hex'),
  toNumberBase: () => numberInBase,
  toHex: () => hexText,
  toBinary: () => binaryText,
  toCommas: () => commas,
  toDuration: () => duration,
  sigfig: () => significant,
} as const satisfies Record<ExternalName, (services: FunctionServices) => unknown>;

/** What functions of the database ask beside their arguments. */
export interface FunctionServices {
  readonly geoip?: Geoip;
}
