/** The names of the formats of `karst validate`; `VALIDATION_FORMATS` has them. Apart, so that help loads no engine. */
export const VALIDATION_FORMAT_NAMES = ['table', 'json', 'sarif', 'junit', 'github'] as const;

export type ValidationFormatName = (typeof VALIDATION_FORMAT_NAMES)[number];
