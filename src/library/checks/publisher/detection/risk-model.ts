import type { Problem } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import { atValue } from '../place.ts';
import { isProduction, isThere, listAt, textAt, valueAt } from '../values.ts';

export const riskModel = formCheck({
  name: 'risk-model',
  codes: ['CT209'],
  kinds: ['detection'],
  explanation:
    'What a detection says of risk must fit its type. Version 5: rba is there for TTP and Anomaly, and for no other. ' +
    'ESCU 6: TTP and Correlation have a finding, Anomaly has intermediate_findings, Hunting neither of them nor threat ' +
    'objects, and Correlation no intermediate_findings. Version 4: a production TTP or Anomaly has an observable with ' +
    'the role Victim.',
  hint: 'change the type, or what is said of risk',
  findIn: (form) => {
    switch (form.generation) {
      case 'v4':
        return victims(form);
      case 'v5':
        return rba(form);
      case 'v6':
        return findings(form);
    }
  },
});

function victims(form: Form): readonly Problem[] {
  const type = textAt(form.data, 'type');
  if (!isProduction(form) || (type !== 'TTP' && type !== 'Anomaly')) return [];
  const roles = listAt(form.data, 'tags', 'observable').flatMap((one) => listAt(one, 'role'));
  if (roles.includes('Victim')) return [];
  return [atValue(form, 'CT209', `a ${type} needs an observable with the role Victim`, ['tags', 'observable'])];
}

function rba(form: Form): readonly Problem[] {
  const type = textAt(form.data, 'type');
  const isWanted = writesRisk(form, type);
  if (type === '' || isWanted === isThere(form.data, 'rba')) return [];
  const message = isWanted
    ? `a detection of the type ${type} needs rba`
    : `a detection of the type ${type} cannot have rba`;
  return [atValue(form, 'CT209', message, [isWanted ? 'type' : 'rba'])];
}

/** As the default deployments have it, and one that stands in the file. */
function writesRisk({ data }: Form, type: string): boolean {
  if (!isThere(data, 'deployment')) return type === 'TTP' || type === 'Anomaly';
  const enabled = valueAt(data, ['deployment', 'alert_action', 'rba', 'enabled']);
  return enabled === true || /^(?:true|yes|on|1)$/i.test(String(enabled));
}

type Need = 'required' | 'optional' | 'forbidden';

/** Source: content of ESCU 6, its schema of detections. */
const NEEDS: Readonly<Record<string, Readonly<Record<string, Need>>>> = {
  TTP: { finding: 'required', intermediate_findings: 'optional', threat_objects: 'optional' },
  Anomaly: { finding: 'forbidden', intermediate_findings: 'required', threat_objects: 'optional' },
  Correlation: { finding: 'required', intermediate_findings: 'forbidden', threat_objects: 'optional' },
  Hunting: { finding: 'forbidden', intermediate_findings: 'forbidden', threat_objects: 'forbidden' },
};

function findings(form: Form): readonly Problem[] {
  const type = textAt(form.data, 'type');
  const needs = Object.hasOwn(NEEDS, type) ? NEEDS[type] : undefined;
  return Object.entries(needs ?? {}).flatMap(([key, need]) => {
    const value = form.data[key];
    const isGiven = isThere(form.data, key) && !(Array.isArray(value) && value.length === 0);
    if (need === 'optional' || (need === 'required') === isGiven) return [];
    const message =
      need === 'required'
        ? `a detection of the type ${type} needs ${key}`
        : `a detection of the type ${type} cannot have ${key}`;
    return [atValue(form, 'CT209', message, [need === 'required' ? 'type' : key])];
  });
}
