import type { Place } from '../shared/span.ts';

export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly file: string;
  /** Absent for what is about the file as a whole. */
  readonly place?: Place;
}

/**
 * A line that GitHub Actions shows at a place of a file. What it says cannot end it.
 * Source: GitHub documentation, workflow commands: setting an error message.
 */
export function annotationLine({ level, title, message, file, place }: Annotation): string {
  const where = place === undefined ? '' : `,line=${place.line},col=${place.column}`;
  return `::${level} file=${property(file)}${where},title=${property(title)}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
