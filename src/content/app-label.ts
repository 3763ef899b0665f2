import path from 'node:path';
import { Problem } from '../shared/problem.ts';
import { readTextBeside } from './beside.ts';
import { repositoryRootOf } from './load.ts';
import { parseYaml } from './yaml.ts';

/**
 * The label of the app that the repository of a file becomes, as its `contentctl.yml` says; undefined where there is
 * none.
 */
export function appLabelOf(file: string): string | undefined {
  const root = repositoryRootOf(file);
  const settings = root === undefined ? undefined : settingsIn(path.join(root, 'contentctl.yml'));
  const app = isObject(settings) ? settings['app'] : undefined;
  const label = isObject(app) ? app['label'] : undefined;
  return typeof label === 'string' ? label : undefined;
}

/** What the file holds; undefined where there is none, or no YAML in it. */
function settingsIn(file: string): unknown {
  try {
    return parseYaml(readTextBeside(file) ?? '', file).data;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
