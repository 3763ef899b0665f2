import type { ValidatedFile, ValidationError } from '../../library/index.ts';
import { annotationLine } from '../annotation.ts';
import type { ValidationFormat } from './format.ts';
import { fileOf } from './place.ts';

/** For GitHub Actions: an annotation at the place of each finding. */
export const github: ValidationFormat = {
  summary: 'annotations for GitHub Actions',
  render: (files) => files.flatMap((file) => file.errors.map((error) => annotationOf(file, error))).join(''),
};

function annotationOf(file: ValidatedFile, error: ValidationError): string {
  const { code, severity, message, hint, line, column } = error;
  return annotationLine({
    level: severity,
    title: `${code} ${file.name ?? file.file}`,
    message: hint === null ? message : `${message}\nhint: ${hint}`,
    file: fileOf(file, error),
    ...(line !== null && column !== null && { place: { line, column } }),
  });
}
