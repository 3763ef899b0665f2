import type { Problem } from '../../../shared/problem.ts';
import type { Check, CheckSeverity } from '../check.ts';
import type { Form, FormKind } from './form.ts';
import type { Known } from './known.ts';

/** A check that looks at files as their publisher's tool sees them: of these kinds, or of all. */
export interface FormCheck extends Omit<Check, 'find' | 'severity'> {
  /** Default: error, for what the publisher's tool refuses. */
  readonly severity?: CheckSeverity;
  readonly kinds?: readonly FormKind[];
  readonly findIn: (form: Form, known: Known) => readonly Problem[];
}

/** A check of files that have a form. */
export function formCheck({ kinds, findIn, severity = 'error', ...texts }: FormCheck): Check {
  return {
    ...texts,
    severity,
    find: ({ form }, known) => {
      const isOfKind = form !== undefined && (kinds === undefined || kinds.includes(form.kind));
      return isOfKind ? findIn(form, known) : [];
    },
  };
}
