import { expect, test } from 'vitest';
import { fillTokens } from './tokens.ts';

const ROW = {
  user: 'kim',
  'destination{}.address': '10.0.0.1',
  'PSWA Host': 'web',
  list: ['a', 'b'],
  n: 1.5,
  odd: '$user$',
};

test.each([
  ['$user$ on $missing$', 'kim on $missing$'],
  ['$destination{}.address$ and $PSWA Host$', '10.0.0.1 and web'],
  ['$list$, $n$', 'a b, 1.5'],
  ['for $5 by $user$', 'for $5 by kim'],
  ['$user', '$user'],
  ['$$user$$', '$kim$'],
  ['$odd$', '$user$'],
  ['$constructor$ $__proto__$', '$constructor$ $__proto__$'],
  ['', ''],
  ['$', '$'],
])('%j becomes %j', (message, filled) => {
  expect(fillTokens(message, ROW)).toBe(filled);
});
