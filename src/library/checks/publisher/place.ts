import { problemInText } from '../../../content/index.ts';
import type { ErrorCode } from '../../../shared/codes.ts';
import { type ErrorDetails, Problem } from '../../../shared/problem.ts';
import type { Span } from '../../../shared/span.ts';
import type { Form } from './form.ts';
import { textAt } from './values.ts';

/** A finding at the value that keys lead to. */
export function atValue(
  { raw }: Form,
  code: ErrorCode,
  message: string,
  path: readonly PropertyKey[],
  details: Pick<ErrorDetails, 'hint' | 'fix'> = {},
): Problem {
  return new Problem(code, message, { file: raw.file, text: raw.text, span: raw.places().spanOf(path), ...details });
}

/** A finding at the last of some keys. */
export function atKey(
  { raw }: Form,
  code: ErrorCode,
  message: string,
  path: readonly PropertyKey[],
  details: Pick<ErrorDetails, 'hint' | 'fix'> = {},
): Problem {
  return new Problem(code, message, { file: raw.file, text: raw.text, span: raw.places().keySpanOf(path), ...details });
}

/** A finding at some characters of the text that keys lead to. */
export function inText(
  form: Form,
  code: ErrorCode,
  message: string,
  path: readonly PropertyKey[],
  span: Span,
): Problem {
  const { raw, data } = form;
  const scalar = raw.places().scalarAt(path);
  if (scalar === undefined) return atValue(form, code, message, path);
  return problemInText({ file: raw.file, text: textAt(data, ...path), scalar }, new Problem(code, message, { span }));
}
