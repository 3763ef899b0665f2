/** The names of the formats of `karst diff`; `DIFF_FORMATS` has them. Apart, so that help loads no engine. */
export const DIFF_FORMAT_NAMES = ['table', 'json', 'jsonl', 'markdown'] as const;

export type DiffFormatName = (typeof DIFF_FORMAT_NAMES)[number];
