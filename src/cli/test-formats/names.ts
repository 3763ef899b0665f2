/** The names of the formats of `karst test`; `TEST_FORMATS` has them. Apart, so that help loads no engine. */
export const TEST_FORMAT_NAMES = ['table', 'jsonl', 'junit', 'github'] as const;

export type TestFormatName = (typeof TEST_FORMAT_NAMES)[number];
