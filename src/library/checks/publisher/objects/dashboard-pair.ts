import path from 'node:path';
import { readTextBeside } from '../../../../content/index.ts';
import type { Problem } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import { isMapping } from '../departures.ts';
import type { Form } from '../form.ts';
import { atValue } from '../place.ts';

export const dashboardPair = formCheck({
  name: 'dashboard-pair',
  codes: ['CT306'],
  kinds: ['dashboard'],
  explanation:
    'A dashboard is two files of the same name: what it is called stands in the one, and what it shows in the other, which ' +
    'is JSON. The second is not there or is no JSON, or its title and description are not the name and description of the first.',
  hint: 'let both files say the same',
  findIn: (form) => {
    const file = form.raw.file.replace(/\.ya?ml$/i, '.json');
    const text = readTextBeside(file);
    if (text === undefined) return [tell(form, `there is no file ${path.basename(file)} beside the dashboard`, 'name')];
    const json = parsed(text);
    if (!isMapping(json)) return [tell(form, `${path.basename(file)} is no JSON object`, 'name')];
    return [...compare(form, json, 'title', 'name'), ...compare(form, json, 'description', 'description')];
  },
});

function compare(form: Form, json: Readonly<Record<string, unknown>>, key: string, own: string): readonly Problem[] {
  if (form.data[own] === undefined || json[key] === form.data[own]) return [];
  return [tell(form, `"${own}" is not the "${key}" of the JSON file`, own)];
}

function tell(form: Form, message: string, key: string): Problem {
  return atValue(form, 'CT306', message, [key]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // as told: no JSON object
  }
}
