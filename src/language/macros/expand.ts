import { nearest } from '../../shared/nearest.ts';
import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { Expansion, ExpansionPiece, MacroDefinition, MacroLookup } from '../ast.ts';
import { type MacroCall, macroCalls } from './calls.ts';
import { type BareText, bareText } from './comments.ts';
import { evaluateDefinition } from './evaluate.ts';

/** Macros call each other this deep at most. Source: Splunk Knowledge Manager Manual, Define search macros. */
export const MACRO_DEPTH_LIMIT = 100;
/** An expanded search has at most this many characters: macros can grow a text beyond all memory. */
export const EXPANDED_LENGTH_LIMIT = 1_000_000;
/** A search calls macros at most this often, nested calls included: macros that expand to nothing cost time too. */
export const MACRO_CALL_LIMIT = 10_000;

/** Where macros come from. */
export interface ExpandOptions {
  readonly macros: MacroLookup;
  /** Names of all macros, for the hint of SPL111. */
  readonly macroNames?: Iterable<string>;
}

/** Text of an expansion, with the macro that it comes from. */
interface Part {
  readonly text: string;
  readonly macro: string;
}

interface Budget {
  characters: number;
  calls: number;
}

/**
 * Takes the comments out of a search and puts the definitions of its macros in the place of their calls.
 *
 * @throws SPL110 for an unclosed comment or call, SPL111 for an unknown macro, SPL112 for one that calls itself or
 * nests deeper than `MACRO_DEPTH_LIMIT`, SPL117 past the limits of length and number, SPL118 for an eval definition
 * that gives no text. Spans count in the text as typed.
 * Source: Splunk Knowledge Manager Manual, Define search macros.
 */
export function expandMacros(source: string, options: ExpandOptions): Expansion {
  if (source.length > EXPANDED_LENGTH_LIMIT) {
    const span = { start: EXPANDED_LENGTH_LIMIT, end: EXPANDED_LENGTH_LIMIT };
    throw new Problem('SPL117', `a search longer than ${EXPANDED_LENGTH_LIMIT} characters`, { span });
  }
  const bare = bareText(source);
  const calls = problemsIn(bare, () => [...macroCalls(bare.text)]);
  const budget: Budget = { characters: EXPANDED_LENGTH_LIMIT, calls: MACRO_CALL_LIMIT };
  const pieces = new PieceList();
  let at = 0;
  for (const call of calls) {
    pieces.addTyped(source, bare.typed({ start: at, end: call.span.start }));
    const origin = bare.origin(call.span);
    pieces.addParts(
      call.name,
      origin,
      problemsAt(origin, () => expandCall(call, [], options, budget)),
    );
    at = call.span.end;
  }
  pieces.addTyped(source, bare.typed({ start: at, end: bare.text.length }));
  return { source, text: pieces.texts.join(''), pieces: pieces.pieces };
}

/** Pieces as they grow. */
class PieceList {
  readonly pieces: ExpansionPiece[] = [];
  readonly texts: string[] = [];
  #length = 0;

  addTyped(source: string, spans: readonly Span[]): void {
    for (const origin of spans) this.#add(source.slice(origin.start, origin.end), origin);
  }

  /** A macro that expands to nothing leaves an empty piece: an empty stage is excused by it. */
  addParts(macro: string, origin: Span, parts: readonly Part[]): void {
    if (parts.length === 0) this.#add('', origin, macro);
    for (const part of parts) this.#add(part.text, origin, part.macro);
  }

  #add(text: string, origin: Span, macro?: string): void {
    const span = { start: this.#length, end: this.#length + text.length };
    this.pieces.push(macro === undefined ? { span, origin } : { span, origin, macro });
    this.texts.push(text);
    this.#length = span.end;
  }
}

/** Problems in a text without comments, placed in the text with them. */
function problemsIn<T>(bare: BareText, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Problem) || error.details.span === undefined) throw error;
    throw new Problem(error.code, error.message, { ...error.details, span: bare.origin(error.details.span) });
  }
}

/** Problems inside a definition are shown at the call as typed. */
function problemsAt<T>(origin: Span, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { text: _, ...details } = error.details;
    throw new Problem(error.code, error.message, { ...details, span: origin });
  }
}

function expandCall(call: MacroCall, stack: readonly string[], options: ExpandOptions, budget: Budget): Part[] {
  const key = call.args.length === 0 ? call.name : `${call.name}(${call.args.length})`;
  if (--budget.calls < 0) throw new Problem('SPL117', `a search with more than ${MACRO_CALL_LIMIT} macro calls`);
  if (stack.includes(key)) {
    const chain = [...stack.slice(stack.indexOf(key)), key].join(' → ');
    throw new Problem('SPL112', `the macro "${key}" calls itself: ${chain}`);
  }
  if (stack.length >= MACRO_DEPTH_LIMIT) {
    throw new Problem('SPL112', `macros nested more than ${MACRO_DEPTH_LIMIT} deep, at "${key}"`);
  }
  const macro = options.macros(call.name, call.args.length);
  if (macro === undefined) throw unknownMacro(key, call, options);
  const text = bareText(instantiated(macro, call, budget)).text;
  if (macro.isEval === true) return spend([{ text: evaluateDefinition(macro, text), macro: key }], budget);
  return expandText(text, key, [...stack, key], options, budget);
}

function expandText(
  text: string,
  macro: string,
  stack: readonly string[],
  options: ExpandOptions,
  budget: Budget,
): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const call of macroCalls(text)) {
    parts.push(...spend([{ text: text.slice(at, call.span.start), macro }], budget));
    parts.push(...expandCall(call, stack, options, budget));
    at = call.span.end;
  }
  parts.push(...spend([{ text: text.slice(at), macro }], budget));
  return parts;
}

function spend(parts: readonly Part[], budget: Budget): Part[] {
  for (const part of parts) charge(part.text.length, budget);
  return parts.filter((part) => part.text !== '');
}

function charge(characters: number, budget: Budget): void {
  budget.characters -= characters;
  if (budget.characters >= 0) return;
  throw new Problem('SPL117', `macros that expand to more than ${EXPANDED_LENGTH_LIMIT} characters`);
}

function unknownMacro(key: string, call: MacroCall, options: ExpandOptions): Problem {
  const near = nearest(call.name, options.macroNames ?? []);
  if (near === undefined) return new Problem('SPL111', `unknown macro "${key}"`);
  const hint =
    near === call.name
      ? `"${near}" exists, but not with ${call.args.length} arguments`
      : `the nearest macro is "${near}"`;
  return new Problem('SPL111', `unknown macro "${key}"`, { hint });
}

/** The definition with its `$parameters$` replaced. */
function instantiated(macro: MacroDefinition, call: MacroCall, budget: Budget): string {
  const values = argumentValues(macro, call);
  let text = '';
  let at = 0;
  for (const match of macro.definition.matchAll(/\$([^$\s]+)\$/g)) {
    const value = values.get(match[1] ?? '');
    if (value === undefined || match.index < at) continue;
    charge(value.length, budget);
    text += macro.definition.slice(at, match.index) + value;
    at = match.index + match[0].length;
  }
  return text + macro.definition.slice(at);
}

/** Arguments by parameter: in order, or as `parameter=value` where every one is written so. */
function argumentValues(macro: MacroDefinition, call: MacroCall): Map<string, string> {
  const named = call.args.map((arg) => namedArgument(arg, macro.arguments));
  if (named.length > 0 && named.every((pair) => pair !== undefined)) return new Map(named);
  return new Map(macro.arguments.map((parameter, index) => [parameter, call.args[index] ?? '']));
}

function namedArgument(arg: string, parameters: readonly string[]): [string, string] | undefined {
  const [, name = '', value = ''] = /^([\w.]+)\s*=\s*([\s\S]*)$/.exec(arg) ?? [];
  if (!parameters.includes(name)) return undefined;
  return [name, value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value];
}
