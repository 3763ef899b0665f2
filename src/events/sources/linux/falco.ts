import type { EventFields } from '../../fields.ts';
import { defineSource } from '../define.ts';
import { matches } from '../recognise.ts';

const LINE =
  /^(?:\S+ )?(?<clock>\d\d:\d\d:\d\d\.\d+): (?<priority>Emergency|Alert|Critical|Error|Warning|Notice|Informational|Debug) (?<rule>[^(]*)\((?<details>.*)\)\s*$/s;

/** What a blank and a name with its equals sign begin. */
const NEXT = /(?<![^\s])([A-Za-z_][\w.]{0,127})=/g;

/** Alerts of Falco, from the log of its container. Source: Falco, output formatting. */
export const falco = defineSource({
  name: 'falco',
  title: 'Falco',
  basis: 'Falco, output formatting',
  sourcetypes: ['kube:container:falco'],
  source: 'kubernetes',
  recognise: (record) => (matches(record, LINE) ? { reason: 'an alert of Falco' } : undefined),
  extract: (fields, record) => {
    if (record.kind === 'text') addAlert(fields, record.text);
  },
  timestamp: (event) => LINE.exec(event.raw)?.groups?.['clock'],
});

function addAlert(fields: EventFields, text: string): void {
  const details = LINE.exec(text)?.groups?.['details'] ?? text;
  const names = [...details.matchAll(NEXT)];
  // A value runs to the next name, with its blanks.
  names.forEach(({ 0: written, 1: name = '', index }, at) => {
    const value = details.slice(index + written.length, names[at + 1]?.index);
    fields.setDefault(name.replaceAll('.', '_'), value.trim());
  });
}
