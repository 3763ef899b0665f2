import { formCheck } from '../check-form.ts';
import { atValue } from '../place.ts';
import { isProduction, textAt } from '../values.ts';

export const defaultEnabled = formCheck({
  name: 'default-enabled',
  codes: ['CT210'],
  kinds: ['detection'],
  explanation:
    'The detection is to run wherever the app is installed, which only production detections of the types TTP, Anomaly ' +
    'and Correlation may.',
  hint: 'take enabled_by_default out, or change status or type',
  findIn: (form) => {
    const { enabled_by_default: enabled, status } = form.data;
    if (enabled !== true && !/^(?:true|yes|on|1)$/i.test(String(enabled))) return [];
    const type = textAt(form.data, 'type');
    const why = isProduction(form) ? `of the type ${type}` : `with the status ${String(status)}`;
    if (isProduction(form) && type !== 'Hunting') return [];
    return [atValue(form, 'CT210', `a detection ${why} cannot be enabled by default`, ['enabled_by_default'])];
  },
});
