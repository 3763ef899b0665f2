import { StoredInstance, type ValueSource } from './stored-instance.ts';
import { ARRAY, TYPE } from './tokens.ts';
import type { Fragment, Instance } from './tree.ts';
import { KIND, STEP } from './xml-program.ts';

/**
 * The XML source text of a fragment, written from the bytes of its values. Undefined where these are texts already, or
 * are none that can be written so: arrays, and text with characters above 255.
 */
export function writeXml({ instances }: Fragment): string | undefined {
  const [first] = instances;
  const source = first instanceof StoredInstance ? first.source : undefined;
  if (source === undefined) return undefined;
  const { out } = source.decoder.values;
  let length = 0;
  for (const instance of instances) length += instance.textLength;
  if (length > out.sizeBytes) return undefined;
  out.length = 0;
  return writeInstances(source, instances, 0) ? out.text() : undefined;
}

/** `free` is where the decoder's list of places has room. False where something cannot be written. */
function writeInstances(source: ValueSource, instances: readonly Instance[], free: number): boolean {
  for (const instance of instances) {
    if (!(instance instanceof StoredInstance) || instance.source === undefined) return false;
    if (!writeInstance(source, instance, free)) return false;
  }
  return true;
}

function writeInstance(source: ValueSource, instance: StoredInstance, free: number): boolean {
  const program = instance.template.xmlProgram();
  if (program === undefined) return false;
  const { descriptors, count } = instance;
  const { view } = source.chunk;
  const { literals, steps } = program;
  const { out } = source.decoder.values;
  findPlaces(source, instance, free);
  for (let step = 0; step < steps.length; step += STEP.NUMBERS) {
    out.copyWords(literals, steps[step + STEP.LEAD_PLACE] ?? 0, steps[step + STEP.LEAD_SIZE] ?? 0);
    const kind = steps[step + STEP.KIND] ?? KIND.LITERAL;
    if (kind === KIND.LITERAL) continue;
    const slot = steps[step + STEP.SLOT] ?? 0;
    const type = slot < count ? view.getUint8(descriptors + 4 * slot + 2) : TYPE.NULL;
    if (type === TYPE.NULL) {
      if (kind === KIND.GUARD) step = (steps[step + STEP.TARGET] ?? steps.length) - STEP.NUMBERS;
      continue;
    }
    if (kind === KIND.GUARD) continue;
    const isAttribute = kind === KIND.ATTRIBUTE_VALUE || kind === KIND.OPTIONAL_ATTRIBUTE;
    out.copyWords(literals, steps[step + STEP.BEFORE_PLACE] ?? 0, steps[step + STEP.BEFORE_SIZE] ?? 0);
    if (!writeValue(source, instance, { slot, type, free, isAttribute })) return false;
    out.copyWords(literals, steps[step + STEP.AFTER_PLACE] ?? 0, steps[step + STEP.AFTER_SIZE] ?? 0);
  }
  return true;
}

/** Notes where each value begins, from the place in the decoder's list that is free. */
function findPlaces({ chunk, decoder }: ValueSource, { descriptors, count }: StoredInstance, free: number): void {
  const { view } = chunk;
  const { places } = decoder;
  let at = descriptors + 4 * count;
  for (let i = 0; i < count; i++) {
    places[free + i] = at;
    at += view.getUint16(descriptors + 4 * i, true);
  }
}

interface ValueUse {
  readonly slot: number;
  readonly type: number;
  readonly free: number;
  readonly isAttribute: boolean;
}

function writeValue(
  source: ValueSource,
  instance: StoredInstance,
  { slot, type, free, isAttribute }: ValueUse,
): boolean {
  if (type === TYPE.BINXML) return !isAttribute && writeFragment(source, instance, slot, free + instance.count);
  if ((type & ARRAY) !== 0) return false;
  const { chunk, decoder } = source;
  const size = chunk.view.getUint16(instance.descriptors + 4 * slot, true);
  return decoder.values.write(chunk, type, decoder.places[free + slot] ?? 0, size, isAttribute) === undefined;
}

function writeFragment(source: ValueSource, { fragments }: StoredInstance, slot: number, free: number): boolean {
  const value = fragments.find(({ index }) => index === slot);
  return value !== undefined && writeInstances(source, value.fragment.instances, free);
}
