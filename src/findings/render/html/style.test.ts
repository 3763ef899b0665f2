import { describe, expect, test } from 'vitest';
import { COLOURS, SEVERITY_COLOURS } from './style.ts';

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test('black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each(Object.entries(COLOURS))('on %s pages', (_, colours) => {
  test.each([
    ...(['page', 'panel', 'fired', 'runnable', 'available', 'mark'] as const).map((back) => ['text', back] as const),
    ...(['page', 'panel', 'mark'] as const).map((back) => ['quiet', back] as const),
    ...(['page', 'panel'] as const).map((back) => ['link', back] as const),
  ])('%s is read on %s (AA)', (front, back) => {
    expect(contrast(colours[front], colours[back])).toBeGreaterThanOrEqual(4.5);
  });

  test('what draws the borders of controls and of bars is seen', () => {
    expect(contrast(colours.quiet, colours.page)).toBeGreaterThanOrEqual(3);
  });
});

test.each(Object.entries(SEVERITY_COLOURS))('%s is read (AA)', (_, [back, front]) => {
  expect(contrast(back, front)).toBeGreaterThanOrEqual(4.5);
});
