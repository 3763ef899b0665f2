import { booleanOption, choiceOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  to: textOption,
  from: textOption,
  cc: textOption,
  bcc: textOption,
  subject: textOption,
  format: choiceOption('csv', 'table', 'raw'),
  inline: booleanOption,
  sendresults: booleanOption,
  sendpdf: booleanOption,
  sendcsv: booleanOption,
  priority: textOption,
  server: textOption,
  width_sort_columns: booleanOption,
  graceful: booleanOption,
  content_type: choiceOption('html', 'plain'),
  message: textOption,
  footer: textOption,
  use_ssl: booleanOption,
  use_tls: booleanOption,
  pdfview: textOption,
  papersize: textOption,
  paperorientation: choiceOption('portrait', 'landscape'),
  maxinputs: integerOption,
  maxtime: textOption,
};

export type Sendemail = Plain<'Sendemail', typeof OPTIONS>;

export const sendemail = defineCommand<Sendemail>({
  name: 'sendemail',
  doc: {
    syntax:
      'sendemail to=<addresses> [from=<address>] [cc=<addresses>] [bcc=<addresses>] [subject=<text>] [format=csv|table|raw] [inline=<bool>] [message=<text>]',
    summary: 'Sends the results by mail.',
    source: 'Splunk Search Reference, sendemail',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Sendemail', 'sendemail', OPTIONS),
  unsupported: 'mail is not sent from here: take the results from the output instead',
});
