import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where karst keeps what can be had again.
 *
 * @param environment variables: `XDG_CACHE_HOME`, where it is an absolute path, else `~/.cache`
 */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const caches = environment['XDG_CACHE_HOME'];
  const isGiven = caches !== undefined && path.isAbsolute(caches);
  return path.join(isGiven ? caches : path.join(homedir(), '.cache'), 'karst');
}

/** Where karst keeps what it made of content; undefined where `KARST_CACHE` is `off`. */
export function compiledFolder(environment: NodeJS.ProcessEnv): string | undefined {
  return environment['KARST_CACHE'] === 'off' ? undefined : path.join(cacheFolder(environment), 'compiled');
}
