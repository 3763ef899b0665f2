import type { Problem } from '../../../../shared/problem.ts';
import { formCheck } from '../check-form.ts';
import type { Form } from '../form.ts';
import { atValue } from '../place.ts';
import { isProduction, isThere, listAt, textAt } from '../values.ts';

export const testsThere = formCheck({
  name: 'tests-there',
  codes: ['CT208'],
  kinds: ['detection'],
  explanation:
    'A production detection has no test, and no manual_test that says why. In ESCU 6 every detection has one, a unit test ' +
    'has data, and an experimental one says why it is not run.',
  hint: 'add a test with recorded data; karst test --new makes a skeleton',
  findIn: (form) => {
    const tests = listAt(form.data, 'tests');
    if (tests.length === 0) {
      const message = 'a production detection needs a test';
      return needsTest(form) ? [atValue(form, 'CT208', message, ['tests'])] : [];
    }
    return form.generation === 'v6' ? tests.flatMap((one, at) => incomplete(form, one, at)) : [];
  },
});

function needsTest(form: Form): boolean {
  if (form.generation === 'v6') return true;
  if (!isProduction(form) || textAt(form.data, 'type') === 'Correlation') return false;
  return !isThere(form.data, 'tags', 'manual_test');
}

function incomplete(form: Form, test: unknown, at: number): readonly Problem[] {
  const type = textAt(test, 'test_type');
  if (type === 'unit' && listAt(test, 'attack_data').length === 0) {
    return [atValue(form, 'CT208', 'a unit test needs attack_data', ['tests', at, 'test_type'])];
  }
  if (type === 'experimental' && textAt(test, 'description') === '') {
    return [atValue(form, 'CT208', 'an experimental test needs a description', ['tests', at, 'test_type'])];
  }
  return [];
}
