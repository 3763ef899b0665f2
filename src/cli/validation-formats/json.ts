import type { ValidationFormat } from './format.ts';

/** For programs: an array with an object for each file, one to a line. */
export const json: ValidationFormat = {
  summary: 'an array with one object for each file',
  render: (files) => {
    const lines = files.map(({ file, name, id, kind, type, status, errors }) => {
      const entries = errors.map(({ problem: _, ...entry }) => entry);
      return JSON.stringify({ file, name, id, kind, type, status, errors: entries });
    });
    return `[\n${lines.join(',\n')}\n]\n`;
  },
};
