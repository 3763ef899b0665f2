import { expect, test } from 'vitest';
import { wantsColour } from './colour.ts';

const terminal = { isTTY: true };
const pipe = { isTTY: false };

test.each([
  ['a terminal', terminal, {}, {}, true],
  ['a pipe', pipe, {}, {}, false],
  ['NO_COLOR', terminal, { NO_COLOR: '1' }, {}, false],
  ['an empty NO_COLOR, which says nothing', terminal, { NO_COLOR: '' }, {}, true],
  ['FORCE_COLOR in a pipe', pipe, { FORCE_COLOR: '1' }, {}, true],
  ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, {}, false],
  ['NO_COLOR before FORCE_COLOR', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, {}, false],
  ['a dumb terminal', terminal, { TERM: 'dumb' }, {}, false],
  ['--no-color', terminal, { FORCE_COLOR: '1' }, { color: false }, false],
])('%s', (_, stream, environment, options, expected) => {
  expect(wantsColour(stream, environment, options)).toBe(expected);
});
