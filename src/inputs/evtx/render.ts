import { assertNever } from '../../shared/problem.ts';
import { escapeQuotes } from './escape.ts';
import type { Hole, Instance, Pieces, Value } from './tree.ts';

/** The XML source text of a template with its values. */
export function renderInstance(instance: Instance): string {
  return renderPieces(instance.template.pieces, instance.values);
}

/** The text with its holes filled. */
export function renderPieces(pieces: Pieces, values: readonly Value[]): string {
  const { literals, holes } = pieces;
  let text = literals[0] ?? '';
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i];
    if (hole !== undefined) text += renderHole(hole, values);
    text += literals[i + 1] ?? '';
  }
  return text;
}

/** A value as text, without anything around it: '' for null; the items of an array with commas between. */
export function renderValue(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (!('kind' in value)) return value.join(',');
  let text = '';
  for (const instance of value.instances) text += renderInstance(instance);
  return text;
}

function renderHole(hole: Hole, values: readonly Value[]): string {
  switch (hole.kind) {
    case 'value': {
      const text = renderValue(values[hole.slot]);
      return hole.isAttribute ? escapeQuotes(text) : text;
    }
    case 'wrapped':
      return renderWrapped(hole, values[hole.slot]);
    case 'group':
      return renderGroup(hole, values);
    case 'embedded':
      return renderInstance(hole.instance);
    default:
      return assertNever(hole);
  }
}

function renderWrapped(hole: Extract<Hole, { kind: 'wrapped' }>, value: Value | undefined): string {
  const { before, after, isAttribute } = hole;
  if (typeof value === 'string') return before + (isAttribute ? escapeQuotes(value) : value) + after;
  if (value === null || value === undefined) return hole.isOptional ? '' : before + after;
  if (isAttribute) return before + escapeQuotes(renderValue(value)) + after;
  if ('kind' in value || value.length === 0) return before + renderValue(value) + after;
  let text = '';
  for (const item of value) text += before + item + after;
  return text;
}

function renderGroup(hole: Extract<Hole, { kind: 'group' }>, values: readonly Value[]): string {
  if (hole.guards.some((slot) => (values[slot] ?? null) === null)) return '';
  const { repeat } = hole;
  const items = repeat === undefined ? undefined : values[repeat];
  if (repeat === undefined || !Array.isArray(items) || items.length === 0) return renderPieces(hole.pieces, values);
  let text = '';
  for (const item of items) text += renderPieces(hole.pieces, values.with(repeat, item));
  return text;
}
