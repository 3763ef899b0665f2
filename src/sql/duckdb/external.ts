import type { ValueType } from '../../language/index.ts';

/** A function that the engine must provide in the database: it gets NULL for NULL and nothing else. */
export interface ExternalFunction {
  readonly sqlName: string;
  readonly parameters: readonly ('text' | 'number')[];
  readonly result: Exclude<ValueType, 'multi'>;
}

/** What emitted SQL calls and DuckDB does not have. The last text of the time functions is a zone. */
export const EXTERNAL_FUNCTIONS = {
  regexMatch: { sqlName: 'spl_regex_match', parameters: ['text', 'text'], result: 'boolean' },
  regexReplace: { sqlName: 'spl_regex_replace', parameters: ['text', 'text', 'text'], result: 'text' },
  regexMatches: { sqlName: 'spl_regex_matches', parameters: ['text', 'text', 'text', 'number'], result: 'text' },
  regexOffsets: { sqlName: 'spl_regex_offsets', parameters: ['text', 'text', 'number'], result: 'text' },
  regexReplaceSome: {
    sqlName: 'spl_regex_replace_some',
    parameters: ['text', 'text', 'text', 'number', 'number'],
    result: 'text',
  },
  spathValues: { sqlName: 'spl_spath', parameters: ['text', 'text'], result: 'text' },
  cidrMatch: { sqlName: 'spl_cidr_match', parameters: ['text', 'text'], result: 'boolean' },
  formatTime: { sqlName: 'spl_format_time', parameters: ['number', 'text', 'text'], result: 'text' },
  parseTime: { sqlName: 'spl_parse_time', parameters: ['text', 'text', 'text', 'number'], result: 'number' },
  relativeTime: { sqlName: 'spl_relative_time', parameters: ['number', 'text', 'text'], result: 'number' },
  calendarBucket: {
    sqlName: 'spl_calendar_bucket',
    parameters: ['number', 'text', 'number', 'text'],
    result: 'number',
  },
  jsonApply: { sqlName: 'spl_json', parameters: ['text', 'text', 'text'], result: 'text' },
  jsonValues: { sqlName: 'spl_json_values', parameters: ['text', 'text'], result: 'text' },
  printf: { sqlName: 'spl_printf', parameters: ['text', 'text'], result: 'text' },
  commandNames: { sqlName: 'spl_command_names', parameters: ['text'], result: 'text' },
  ipMask: { sqlName: 'spl_ip_mask', parameters: ['text', 'text'], result: 'text' },
  locate: { sqlName: 'spl_locate', parameters: ['text', 'text', 'text'], result: 'text' },
  urlDecode: { sqlName: 'spl_url_decode', parameters: ['text'], result: 'text' },
  sha512: { sqlName: 'spl_sha512', parameters: ['text'], result: 'text' },
  toNumberBase: { sqlName: 'spl_number_base', parameters: ['text', 'number'], result: 'number' },
  toHex: { sqlName: 'spl_hex', parameters: ['number'], result: 'text' },
  toBinary: { sqlName: 'spl_binary', parameters: ['number'], result: 'text' },
  toCommas: { sqlName: 'spl_commas', parameters: ['number'], result: 'text' },
  toDuration: { sqlName: 'spl_duration', parameters: ['number'], result: 'text' },
  sigfig: { sqlName: 'spl_sigfig', parameters: ['number', 'number'], result: 'number' },
} as const satisfies Readonly<Record<string, ExternalFunction>>;

export type ExternalName = keyof typeof EXTERNAL_FUNCTIONS;
