import type { XmlProgram } from './xml-program.ts';

/** Markup or text that stands for itself, as XML source text. */
export type Text = { readonly kind: 'text'; readonly text: string };

/** The place of a value of the template instance. An optional one takes the element or attribute around it along. */
export type Slot = { readonly kind: 'slot'; readonly index: number; readonly isOptional: boolean };

/** A template with its values, standing in an element's content. */
export type Embedded = { readonly kind: 'embedded'; readonly instance: Instance };

export interface Attribute {
  readonly name: string;
  readonly content: Node[];
}

export interface Element {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: Attribute[];
  readonly content: Node[];
  /** Written as `<x/>`. An element without content may also be written as `<x></x>`. */
  isSelfClosed: boolean;
}

/** Binary XML as a tree: what a template definition or a fragment says, before any value is put in. */
export type Node = Text | Slot | Embedded | Element;

/** A value of a template instance: XML source text, null, an array, or binary XML in its turn. */
export type Value = string | null | readonly string[] | Fragment;

export interface Fragment {
  readonly kind: 'fragment';
  readonly instances: readonly Instance[];
}

/** A template and the values for its slots. A tree without slots is a template with no values. */
export interface Instance {
  readonly template: Template;
  readonly values: readonly Value[];
  /** An upper bound of the characters that this renders to. */
  readonly textLength: number;
}

/** XML source text with holes: `literals[0]`, first hole, `literals[1]`, and so on; one literal more than holes. */
export interface Pieces {
  readonly literals: readonly string[];
  readonly holes: readonly Hole[];
}

export type Hole =
  /** The value alone, amid other content. */
  | { readonly kind: 'value'; readonly slot: number; readonly isAttribute: boolean }
  /** An element or attribute that holds the value and nothing else. An array repeats the element. */
  | {
      readonly kind: 'wrapped';
      readonly slot: number;
      readonly isOptional: boolean;
      readonly isAttribute: boolean;
      readonly before: string;
      readonly after: string;
    }
  /** Left out where one of the `guards` is null; repeated for the items of an array in the slot `repeat`. */
  | {
      readonly kind: 'group';
      readonly guards: readonly number[];
      readonly repeat: number | undefined;
      readonly pieces: Pieces;
    }
  | { readonly kind: 'embedded'; readonly instance: Instance };

/** A text of an event: that of an element or an attribute. */
export interface EventText {
  readonly text: TextSource;
  /** The text is that of one slot, and a null there takes the element or attribute along. */
  readonly isOptional: boolean;
}

/** What makes a text: nothing but itself, the value of the slot with that number, or a text with holes. */
export type TextSource = string | number | Pieces;

export interface ElementText extends EventText {
  readonly tag: string;
}

export interface AttributeText extends EventText {
  readonly tag: string;
  readonly attribute: string;
}

export interface DataItem extends EventText {
  /** The text of the attribute Name; empty without one. */
  readonly name: TextSource;
}

/** What a template holds of an event's parts, in document order. */
export type Section =
  | { readonly kind: 'system'; readonly texts: readonly ElementText[]; readonly attributes: readonly AttributeText[] }
  | { readonly kind: 'data'; readonly item: DataItem }
  | { readonly kind: 'userData'; readonly inner: Pieces }
  | { readonly kind: 'renderingInfo'; readonly texts: readonly ElementText[] }
  | { readonly kind: 'slot'; readonly index: number }
  | { readonly kind: 'embedded'; readonly instance: Instance };

export interface Template {
  readonly pieces: Pieces;
  /** The pieces once more, ready to be written from bytes; made when it is asked for. */
  readonly xmlProgram: () => XmlProgram | undefined;
  readonly sections: readonly Section[];
  /** Characters of all literals, with what is embedded. */
  readonly literalLength: number;
  /** Characters around the slot that has most of them: what each further item of an array can add. */
  readonly widestHole: number;
  /** How often the most used slot is used. */
  readonly mostReferences: number;
}
