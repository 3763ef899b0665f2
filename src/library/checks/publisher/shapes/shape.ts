/** A rule that a text must fit, and how such texts look. */
export interface Pattern {
  readonly fits: (text: string) => boolean;
  /** The same as a regular expression, where it is one. */
  readonly expression?: RegExp;
  /** What follows "must be". */
  readonly form: string;
}

/** What a value of a content file may be. */
export type Shape =
  /** A text of `min` to `max` characters. */
  | { readonly kind: 'text'; readonly min?: number; readonly max?: number; readonly pattern?: Pattern }
  /** One of these texts. */
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** A whole number, as such or as text. */
  | { readonly kind: 'whole'; readonly min?: number; readonly max?: number }
  /** True or false, in any of YAML's spellings. */
  | { readonly kind: 'truth' }
  | {
      readonly kind: 'list';
      readonly of: Shape;
      readonly min?: number;
      readonly max?: number;
      readonly isUnique?: true;
    }
  | MappingShape
  /** What fits one of them; judged as the first of the same outward kind. */
  | { readonly kind: 'either'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'any' };

/** A mapping of keys. One that is open may have others. */
export interface MappingShape {
  readonly kind: 'mapping';
  readonly keys: Readonly<Record<string, KeyShape>>;
  readonly isOpen: boolean;
}

export interface KeyShape {
  readonly shape: Shape;
  /** `present`: the key must stand there, its value may be null. */
  readonly need: 'required' | 'present' | 'optional';
}

export function required(shape: Shape): KeyShape {
  return { shape, need: 'required' };
}

export function present(shape: Shape): KeyShape {
  return { shape, need: 'present' };
}

export function optional(shape: Shape): KeyShape {
  return { shape, need: 'optional' };
}

export const TEXT: Shape = { kind: 'text' };
export const TRUTH: Shape = { kind: 'truth' };
export const ANY: Shape = { kind: 'any' };
/** Splunk's times and values are texts that YAML may take for numbers. */
export const TEXT_OR_NUMBER: Shape = { kind: 'either', shapes: [TEXT, { kind: 'whole' }] };

/** A text of at least, and at most, so many characters. */
export function text(min: number, max?: number): Shape {
  return { kind: 'text', min, ...(max !== undefined && { max }) };
}

export function choice(...values: readonly string[]): Shape {
  return { kind: 'choice', values };
}

export function whole(min: number, max?: number): Shape {
  return { kind: 'whole', min, ...(max !== undefined && { max }) };
}

/** A list with at least so many entries. */
export function list(of: Shape, min = 0): Shape {
  return { kind: 'list', of, min };
}

/** A list that has nothing twice. */
export function set(of: Shape, min = 0): Shape {
  return { kind: 'list', of, min, isUnique: true };
}

export function matching(form: string, expression: RegExp): Shape {
  return { kind: 'text', pattern: { form, expression, fits: (value) => expression.test(value) } };
}

/** A mapping without other keys than these. */
export function mapping(keys: Readonly<Record<string, KeyShape>>): MappingShape {
  return { kind: 'mapping', keys, isOpen: false };
}

/** The same shape, in which every mapping may have other keys, as the publisher's tool had it up to version 4. */
export function opened<T extends Shape>(shape: T): T {
  switch (shape.kind) {
    case 'mapping':
      return {
        ...shape,
        isOpen: true,
        keys: Object.fromEntries(
          Object.entries(shape.keys).map(([key, { shape: inner, need }]) => [key, { shape: opened(inner), need }]),
        ),
      };
    case 'list':
      return { ...shape, of: opened(shape.of) };
    case 'either':
      return { ...shape, shapes: shape.shapes.map(opened) };
    default:
      return shape;
  }
}
