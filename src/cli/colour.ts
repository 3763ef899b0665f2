import type { WriteStream } from 'node:tty';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether a stream gets colours: on a terminal, unless NO_COLOR is set or the terminal is dumb. FORCE_COLOR asks for
 * them anywhere, and `--no-color` has the last word.
 * Source: no-color.org (a non-empty NO_COLOR), force-color.org.
 */
export function wantsColour(
  stream: Pick<WriteStream, 'isTTY'>,
  environment: Environment,
  options: { readonly color?: boolean } = {},
): boolean {
  if (options.color === false) return false;
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}
