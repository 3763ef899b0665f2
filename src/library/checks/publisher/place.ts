import { problemInText } from '../../../content/index.ts';
import type { ErrorCode } from '../../../shared/codes.ts';
import { type ErrorDetails, Problem } from '../../../shared/problem.ts';
import type { Span } from '../../../shared/span.ts';
import type { Form } from './form.ts';
import { textAt } from './values.ts';

type Path = readonly PropertyKey[];

type More = Pick<ErrorDetails, 'hint' | 'fix'>;

/** A finding at the value that keys lead to. */
export function atValue(form: Form, code: ErrorCode, message: string, path: Path, more: More = {}): Problem {
  return at(form, code, message, form.raw.places().spanOf(path), more);
}

/** A finding at the last of some keys. */
export function atKey(form: Form, code: ErrorCode, message: string, path: Path, more: More = {}): Problem {
  return at(form, code, message, form.raw.places().keySpanOf(path), more);
}

function at({ raw: { file, text } }: Form, code: ErrorCode, message: string, span: Span, more: More): Problem {
  return new Problem(code, message, { file, text, span, ...more });
}

/** A finding at some characters of the text that keys lead to. */
export function inText(form: Form, code: ErrorCode, message: string, path: Path, span: Span): Problem {
  const { raw, data } = form;
  const scalar = raw.places().scalarAt(path);
  if (scalar === undefined) return atValue(form, code, message, path);
  return problemInText({ file: raw.file, text: textAt(data, ...path), scalar }, new Problem(code, message, { span }));
}
