import { COMMANDS } from '../../../src/language/index.ts';
import type { ErrorCode } from '../../../src/shared/codes.ts';

/** A published search that is not run, and why. */
export interface Gap {
  readonly code: ErrorCode;
  readonly reason: string;
}

/** Published detections and baselines that are not run, by the stem of their file. The list only shrinks. */
export const GAPS: Readonly<Record<string, Gap>> = {
  detect_dga_domains_using_pretrained_model_in_dsdl: {
    code: 'SPL306',
    reason: 'its model is the address of a container of the Deep Learning Toolkit, which holds the network itself',
  },
  detect_suspicious_processnames_using_pretrained_model_in_dsdl: {
    code: 'SPL306',
    reason: 'its model is the address of a container of the Deep Learning Toolkit, which holds the network itself',
  },
  dnstwist_domain_names: {
    code: 'SPL301',
    reason: 'calls the command of another program, which makes up names of domains that look alike',
  },
  update_previously_seen_users_in_cloudtrail: {
    code: 'SPL203',
    reason: 'appends to a lookup that the content does not define any more',
  },
};

/** The page docs/cannot-run.md. */
export function cannotRunPage(): string {
  const commands = COMMANDS.flatMap((command) =>
    'unsupported' in command && command.unsupported !== undefined ? [[command.name, command.unsupported] as const] : [],
  ).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# What karst cannot run',
    '',
    'karst never skips a part of a search: what it cannot run is an error with a code, the name of the part, its place',
    'and what to do instead. This page lists what is left out for good. It is written by `npm run reference`, and tests',
    'hold it to the code and to the published content.',
    '',
    '| code   | what is not run                                                                        |',
    '| ------ | -------------------------------------------------------------------------------------- |',
    '| SPL301 | a command: of a Splunk server, or of an app that is another program                    |',
    '| SPL302 | a function                                                                             |',
    '| SPL303 | an option of a command                                                                 |',
    '| SPL304 | a construct of regular expressions                                                     |',
    '| SPL306 | a model that is not a file: one that lives in a container of the Deep Learning Toolkit |',
    '',
    '## Commands',
    '',
    'These make sense only on a Splunk server, draw something, or start another program.',
    '',
    ...commands.map(([name, reason]) => `- \`${name}\`: ${reason}`),
    '',
    '## Published searches',
    '',
    'Of the published detections and baselines (ESCU 4), these are not valid for `karst validate`:',
    '',
    ...Object.entries(GAPS).map(([name, { code, reason }]) => `- \`${name}\` (${code}): ${reason}`),
    '',
  ].join('\n');
}
