import { stringify } from 'yaml';

/** Plain data as a YAML document: keys in their order, long texts on one line, no aliases. */
export function printYaml(data: unknown): string {
  return stringify(data, { lineWidth: 0, aliasDuplicateObjects: false });
}
