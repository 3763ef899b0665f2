import type { ErrorDetails, Problem } from '../../../../shared/problem.ts';
import type { Check } from '../../check.ts';
import type { Departure } from '../departures.ts';
import { listFix, scalarFix } from '../fixes.ts';
import type { Form } from '../form.ts';
import { atKey, atValue } from '../place.ts';

/** The checks of what stands under which key: one of them for each way in which a file can depart from its shape. */
export const SHAPE_CHECKS: readonly Check[] = [
  shapeCheck({
    name: 'known-keys',
    code: 'CT101',
    explanation:
      'The file has a key that its kind of content does not know. Since version 5 the publisher refuses such files: the key is ' +
      'mostly a slip of the pen, or one of another version. Files of version 4 may have any keys.',
    hint: 'take the key out',
  }),
  shapeCheck({
    name: 'keys-there',
    code: 'CT102',
    explanation: 'The file lacks a key that its kind of content must have, or has nothing behind it.',
    hint: 'add the key',
  }),
  shapeCheck({
    name: 'value-types',
    code: 'CT103',
    explanation:
      'A value is of another type than its key takes: a list where a text should be, a text where a number should.',
    hint: 'write a value of that type',
  }),
  shapeCheck({
    name: 'allowed-values',
    code: 'CT104',
    explanation: 'A value is none of those that its key takes. They are written exactly so, capitals too.',
    hint: 'choose one of the values',
  }),
  shapeCheck({
    name: 'limits',
    code: 'CT105',
    explanation:
      'A text or a list is too short or too long, or a number too small or too large. The longest name of a detection, for one, ' +
      'is what is left of the 81 characters of a stanza once the publisher has put its own words around it.',
    hint: 'stay within the limit',
  }),
  shapeCheck({
    name: 'patterns',
    code: 'CT106',
    explanation: 'A text is not of the form that its key demands: an id, a date, a technique of ATT&CK, an address.',
    hint: 'write it in that form',
  }),
  shapeCheck({
    name: 'list-entries',
    code: 'CT107',
    explanation: 'A list has an entry twice, where each may stand in it once.',
    hint: 'take one of the two out',
  }),
];

interface ShapeCheck extends Pick<Check, 'name' | 'explanation' | 'hint'> {
  readonly code: Departure['code'];
}

function shapeCheck({ code, ...texts }: ShapeCheck): Check {
  return {
    ...texts,
    severity: 'error',
    codes: [code],
    find: ({ form, loading }) => {
      if (form === undefined) return [];
      const departures = form.departures.filter((departure) => departure.code === code);
      return departures.map((departure) => findingOf(departure, form)).filter((one) => !isTold(one, loading));
    },
  };
}

function findingOf(departure: Departure, form: Form): Problem {
  const { code, path, isKey, message, hint } = departure;
  const fix = fixOf(departure, form);
  const details: Pick<ErrorDetails, 'hint' | 'fix'> = { ...(hint !== undefined && { hint }), ...(fix && { fix }) };
  return isKey ? atKey(form, code, message, path, details) : atValue(form, code, message, path, details);
}

function fixOf({ code, path, instead }: Departure, form: Form): ErrorDetails['fix'] {
  if (code === 'CT107') return listFix(form, path);
  return instead === undefined ? undefined : scalarFix(form, path, instead);
}

/** What loading a file stumbles over is told once. */
function isTold(finding: Problem, loading: readonly Problem[]): boolean {
  const start = finding.details.span?.start;
  return loading.some(({ code, details }) => code === 'CT003' && details.span?.start === start);
}
