import { assertNever } from '../../shared/problem.ts';
import type { Hole, Pieces } from './tree.ts';

/** The numbers of a step, in this order. Places are in words, sizes in bytes. */
export const STEP = {
  LEAD_PLACE: 0,
  LEAD_SIZE: 1,
  KIND: 2,
  SLOT: 3,
  /** Of a guard: the step to go on with where the slot is null. */
  TARGET: 4,
  BEFORE_PLACE: 4,
  BEFORE_SIZE: 5,
  AFTER_PLACE: 6,
  AFTER_SIZE: 7,
  NUMBERS: 8,
} as const;

/** What a step has behind its lead. */
export const KIND = {
  /** Nothing. */
  LITERAL: 0,
  /** Nothing; but where the slot is null, the steps up to another are left out. */
  GUARD: 1,
  /** The value of the slot. */
  VALUE: 2,
  ATTRIBUTE_VALUE: 3,
  /** The value with what stands before and after it, unless it is null. */
  OPTIONAL: 4,
  OPTIONAL_ATTRIBUTE: 5,
} as const;

type Kind = (typeof KIND)[keyof typeof KIND];

/** A text with holes as bytes: steps, each of which begins with a literal, its lead. */
export interface XmlProgram {
  /** The literals, one byte a character, each from a whole word on. */
  readonly literals: Uint32Array;
  readonly steps: Int32Array;
}

/** The program of a text; undefined where it has what bytes cannot say: characters above 255, other instances. */
export function compileXmlProgram(pieces: Pieces): XmlProgram | undefined {
  const builder = new ProgramBuilder();
  builder.add(pieces);
  return builder.finish();
}

class ProgramBuilder {
  private readonly steps: number[] = [];
  private readonly literals: string[] = [];
  private literalsSize = 0;
  private lead = '';
  private isPossible = true;

  add({ literals, holes }: Pieces): void {
    this.lead += literals[0] ?? '';
    for (const [i, hole] of holes.entries()) {
      this.addHole(hole);
      this.lead += literals[i + 1] ?? '';
    }
  }

  finish(): XmlProgram | undefined {
    this.step(KIND.LITERAL);
    if (!this.isPossible) return undefined;
    const bytes = Buffer.from(this.literals.join(''), 'latin1');
    const words = Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(4 * i));
    return { literals: words, steps: Int32Array.from(this.steps) };
  }

  private addHole(hole: Hole): void {
    switch (hole.kind) {
      case 'value':
        this.step(hole.isAttribute ? KIND.ATTRIBUTE_VALUE : KIND.VALUE, hole.slot);
        break;
      case 'wrapped':
        this.addWrapped(hole);
        break;
      case 'group':
        this.addGroup(hole);
        break;
      case 'embedded':
        this.isPossible = false;
        break;
      default:
        assertNever(hole);
    }
  }

  private addWrapped({ slot, isOptional, isAttribute, before, after }: Extract<Hole, { kind: 'wrapped' }>): void {
    if (isOptional) {
      const around = [...this.literal(before), ...this.literal(after)];
      this.step(isAttribute ? KIND.OPTIONAL_ATTRIBUTE : KIND.OPTIONAL, slot, around);
      return;
    }
    this.lead += before;
    this.step(isAttribute ? KIND.ATTRIBUTE_VALUE : KIND.VALUE, slot);
    this.lead += after;
  }

  /** An array in a slot that repeats the group cannot be written, so that there is nothing to repeat. */
  private addGroup({ guards, pieces }: Extract<Hole, { kind: 'group' }>): void {
    const guardSteps = guards.map((slot) => this.step(KIND.GUARD, slot));
    this.add(pieces);
    if (guardSteps.length > 0) this.step(KIND.LITERAL);
    for (const step of guardSteps) this.steps[step + STEP.TARGET] = this.steps.length;
  }

  /** Adds a step that begins with what was gathered of its lead; gives its place. */
  private step(kind: Kind, slot = 0, around: readonly number[] = [0, 0, 0, 0]): number {
    const place = this.steps.length;
    this.steps.push(...this.literal(this.lead), kind, slot, ...around);
    this.lead = '';
    return place;
  }

  private literal(text: string): [place: number, size: number] {
    this.isPossible &&= /^[\0-\xff]*$/.test(text);
    const place = this.literalsSize / 4;
    const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '\0');
    this.literals.push(padded);
    this.literalsSize += padded.length;
    return [place, text.length];
  }
}
