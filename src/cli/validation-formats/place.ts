import type { ValidatedFile, ValidationError } from '../../library/index.ts';

/** The path of a finding's file, as it can be opened. */
export function fileOf({ file }: ValidatedFile, { problem }: ValidationError): string {
  return problem.details.file ?? file;
}
