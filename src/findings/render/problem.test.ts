import { expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { colourPalette, plainPalette } from './palette.ts';
import { renderProblem } from './problem.ts';

function render(text: string, part: string, details: { file?: string; hint?: string } = {}): string {
  const start = text.indexOf(part);
  const span = { start, end: start + part.length };
  return renderProblem(new Problem('SPL104', 'unknown command "stat"', { text, span, ...details }), plainPalette);
}

test('shows message, place, line, caret and hint', () => {
  expect(render('search x\n| stat count', 'stat', { file: 'd.yml', hint: 'the nearest command is "stats"' })).toBe(
    [
      'error unknown command "stat" [SPL104]',
      '  at d.yml:2:3',
      '  2 | | stat count',
      '    |   ^^^^',
      '  hint the nearest command is "stats"',
      '',
    ].join('\n'),
  );
});

test('names line and column where there is no file', () => {
  expect(render('| stat count', 'stat')).toContain('  at line 1, column 3\n  1 | | stat count\n    |   ^^^^\n');
});

test('puts the caret under its place behind tabs, wide and hidden characters', () => {
  expect(render('\t日本\u202e stat', 'stat')).toContain('  1 |  日本\\u{202e} stat\n    |               ^^^^\n');
});

test('cuts long lines around the caret', () => {
  const lines = render(`${'a'.repeat(500)} stat ${'b'.repeat(500)}`, 'stat').split('\n');
  expect(lines[2]).toBe(`  1 | …${'a'.repeat(39)} stat ${'b'.repeat(55)}…`);
  expect(lines[3]).toBe(`    | ${' '.repeat(41)}^^^^`);
});

test('points behind the text at its end', () => {
  const problem = new Problem('SPL103', 'an empty stage', { text: '| x |', span: { start: 5, end: 5 } });
  expect(renderProblem(problem, plainPalette)).toContain('  1 | | x |\n    |      ^\n');
});

test('stops the carets at the end of the line', () => {
  expect(render('ab\r\ncd', 'b\r\nc')).toContain('  1 | ab\n    |  ^\n');
});

test('shows a place in bytes, a file alone, or nothing', () => {
  const shown = (details: ConstructorParameters<typeof Problem>[2]) =>
    renderProblem(new Problem('IN004', 'damaged', details), plainPalette);
  expect(shown({ file: 'a.evtx', byteOffset: 4096 })).toBe('error damaged [IN004]\n  at a.evtx, byte 4096\n');
  expect(shown({ file: 'a\u001b.evtx' })).toBe('error damaged [IN004]\n  at a\\x1b.evtx\n');
  expect(shown({})).toBe('error damaged [IN004]\n');
});

test('colours by the palette', () => {
  expect(renderProblem(new Problem('IN001', 'm'), colourPalette)).toContain('\u001b[31merror\u001b[0m');
});

test('breaks the message and the hint between words, and cuts the line, where a width is given', () => {
  const text = `${'a'.repeat(60)} stat ${'b'.repeat(60)}`;
  const details = { text, span: { start: 61, end: 65 }, hint: 'the nearest command of all of them is "stats"' };
  const problem = new Problem('SPL104', 'a command that nobody knows, at this place of the search', details);
  const lines = renderProblem(problem, plainPalette, 'warning', 40).split('\n');
  expect(lines).toEqual([
    'warning a command that nobody knows, at',
    '        this place of the search',
    '        [SPL104]',
    '  at line 1, column 62',
    `  1 | …${'a'.repeat(11)} stat ${'b'.repeat(15)}…`,
    `    | ${' '.repeat(13)}^^^^`,
    '  hint the nearest command of all of',
    '       them is "stats"',
    '',
  ]);
});
