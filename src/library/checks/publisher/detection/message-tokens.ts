import type { Span } from '../../../../shared/span.ts';
import { formCheck } from '../check-form.ts';
import { inText } from '../place.ts';
import { riskMessages } from '../risk-fields.ts';
import { isProduction, textAt } from '../values.ts';

export const messageTokens = formCheck({
  name: 'message-tokens',
  codes: ['CT203'],
  kinds: ['detection'],
  explanation:
    'A message has the token of a field that does not stand anywhere in the search: whoever reads the finding sees the ' +
    'token as it is written. Like the publisher, this check looks for the letters alone, and only in production detections.',
  hint: 'name a field of the results between the dollar signs',
  findIn: (form) => {
    if (!isProduction(form)) return [];
    const search = textAt(form.data, 'search').toLowerCase();
    return riskMessages(form).flatMap(({ text, path }) =>
      tokensOf(text)
        .filter(([, token]) => !search.includes(token.toLowerCase()))
        .map(([span, token]) =>
          inText(form, 'CT203', `the search does not name the field of "$${token}$"`, path, span),
        ),
    );
  },
});

/** Source: contentctl, the expression that finds tokens; it takes as much as it can. */
function tokensOf(message: string): readonly (readonly [Span, string])[] {
  return [...message.matchAll(/\$([^\s.]*)\$/g)].map(({ index, 0: whole, 1: token = '' }) => [
    { start: index, end: index + whole.length },
    token.replaceAll('$', ''),
  ]);
}
