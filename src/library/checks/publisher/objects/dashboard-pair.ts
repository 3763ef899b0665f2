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
    'is JSON. The second is not there or is no JSON, its title is not the name of the first, or it has no description.',
  hint: 'let both files say the same',
  findIn: (form) => {
    const file = form.raw.file.replace(/\.ya?ml$/i, '.json');
    const text = readTextBeside(file);
    if (text === undefined) return [tell(form, `there is no file ${path.basename(file)} beside the dashboard`, 'name')];
    const json = parsed(text);
    if (!isMapping(json)) return [tell(form, `${path.basename(file)} is no JSON object`, 'name')];
    return [...differingTitle(form, json), ...missingDescription(form, json, path.basename(file))];
  },
});

function differingTitle(form: Form, { title }: Readonly<Record<string, unknown>>): readonly Problem[] {
  return title === form.data['name'] ? [] : [tell(form, '"name" is not the "title" of the JSON file', 'name')];
}

/** What the descriptions say may differ: the one is of the app, the other is shown. */
function missingDescription(
  form: Form,
  { description }: Readonly<Record<string, unknown>>,
  file: string,
): readonly Problem[] {
  return typeof description === 'string' ? [] : [tell(form, `${file} has no description`, 'description')];
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
