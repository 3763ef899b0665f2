import type { FieldValue } from '../event.ts';
import { type RowReader, type Rule, rule } from './model.ts';

const UNKNOWN = 'unknown';

/** An absent or empty field becomes `unknown`. */
export const unknown: Rule = rule('the field, else `unknown`', (row, field) => present(row, field) ?? UNKNOWN);

/** An absent or empty field and a lone hyphen become `unknown`. */
export const unknownOrHyphen: Rule = rule('the field unless it is a hyphen, else `unknown`', (row, field) => {
  const value = present(row, field);
  return value === undefined || value === '-' ? UNKNOWN : value;
});

/** What is not a number becomes 0. */
export const numberOrZero: Rule = rule('the field where it is a number, else 0', (row, field) => {
  return numeric(row.get(field)) ?? '0';
});

/** An absent or empty field becomes 0; what is not a number stays. */
export const zeroIfAbsent: Rule = rule('the field, else 0', (row, field) => present(row, field) ?? '0');

/** What is not a number becomes absent. */
export const numberOrAbsent: Rule = rule('the field where it is a number', (row, field) => numeric(row.get(field)));

/** Small letters; an empty field becomes absent. */
export const lowerCase: Rule = rule('the field in small letters', inSmallLetters);

/** Small letters; an absent or empty field becomes `unknown`. */
export const lowerCaseOrUnknown: Rule = rule('the field in small letters, else `unknown`', (row, field) => {
  return inSmallLetters(row, field) ?? UNKNOWN;
});

/** An absent or empty field becomes the sourcetype of the event. */
export const sourcetypeIfAbsent: Rule = rule('the field, else the sourcetype', (row, field) => {
  return present(row, field) ?? row.facts.sourcetype;
});

/** The field, else the other one, else a constant; an empty field is none. */
export function orElse(other: string, last: string = UNKNOWN): Rule {
  return rule(`the field, else \`${other}\`, else \`${last}\``, (row, field) => {
    return present(row, field) ?? present(row, other) ?? last;
  });
}

/** Kept where it is a number, else the sum of two others, else absent. */
export function sumOf(first: string, second: string): Rule {
  return rule(`the field where it is a number, else \`${first}\` + \`${second}\``, (row, field) => {
    return numeric(row.get(field)) ?? arithmetic(row, first, second, 1);
  });
}

/** Kept where it is a number, else what is left of the total, else absent. */
export function restOf(total: string, other: string): Rule {
  return rule(`the field where it is a number, else \`${total}\` - \`${other}\``, (row, field) => {
    return numeric(row.get(field)) ?? arithmetic(row, total, other, -1);
  });
}

/** Kept where it is a number, else the number of values of another field, else 1. */
export function countOf(other: string): Rule {
  return rule(`the field where it is a number, else how many values \`${other}\` has, else 1`, (row, field) => {
    const counted = row.get(other);
    return numeric(row.get(field)) ?? String(typeof counted === 'object' ? counted.length : 1);
  });
}

/** The number of characters of another field. */
export function lengthOf(other: string): Rule {
  return rule(`the number of characters of \`${other}\``, (row) => {
    const text = textOf(row.get(other));
    return text === undefined ? undefined : String(text.length);
  });
}

/** The first group of a pattern that matches another field; the field itself where it is present. */
export function partOf(other: string, pattern: RegExp): Rule {
  return rule(`the field, else what a pattern finds in \`${other}\``, (row, field) => {
    return present(row, field) ?? pattern.exec(textOf(row.get(other)) ?? '')?.[1];
  });
}

/** What follows the last at sign of another field; the field itself where it is present. */
export function domainOf(other: string): Rule {
  return rule(`the field, else what stands behind the at sign of \`${other}\``, (row, field) => {
    return present(row, field) ?? mapValue(present(row, other), (text) => text.slice(text.lastIndexOf('@') + 1));
  });
}

/** The field, else the name of the program that a command line starts, else `unknown`. */
export function programOf(commandLine: string): Rule {
  return rule(`the field, else the program that \`${commandLine}\` starts, else \`unknown\``, (row, field) => {
    return present(row, field) ?? (programName(textOf(row.get(commandLine)) ?? '') || UNKNOWN);
  });
}

/**
 * `vendor_product`, else what vendor and product say, else the sourcetype.
 * Source: CIM add-on, the rule is the same in every model. It alone takes an empty field for a present one.
 */
export const vendorProduct: Rule = rule('the field, else `vendor` and `product`, else the sourcetype', (row, field) => {
  const said = row.get(field);
  if (said !== undefined) return said;
  const vendor = textOf(row.get('vendor'));
  const product = textOf(row.get('product'));
  if (vendor !== undefined && product !== undefined && vendor !== UNKNOWN && product !== UNKNOWN) {
    return `${vendor} ${product}`;
  }
  if (vendor !== undefined && product === undefined) return `${vendor} ${UNKNOWN}`;
  if (vendor === undefined && product !== undefined) return `${UNKNOWN} ${product}`;
  return row.facts.sourcetype || UNKNOWN;
});

/** The field where it says something: the expressions of the CIM take an empty text for a missing one. */
export function present(row: RowReader, field: string): FieldValue | undefined {
  const value = row.get(field);
  return value === '' ? undefined : value;
}

/** The values of a field. */
export function listOf(value: FieldValue | undefined): readonly string[] {
  return typeof value === 'object' ? value : value === undefined ? [] : [value];
}

/** The first value of a field. */
export function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value;
}

/** The field where its text is a number. */
export function numeric(value: FieldValue | undefined): string | undefined {
  const text = textOf(value);
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? text : undefined;
}

function inSmallLetters(row: RowReader, field: string): FieldValue | undefined {
  return mapValue(present(row, field), (text) => text.toLowerCase());
}

function arithmetic(row: RowReader, first: string, second: string, sign: 1 | -1): string | undefined {
  const left = numeric(row.get(first));
  const right = numeric(row.get(second));
  return left === undefined || right === undefined ? undefined : String(Number(left) + sign * Number(right));
}

function mapValue(value: FieldValue | undefined, change: (text: string) => string): FieldValue | undefined {
  return typeof value === 'object' ? value.map(change) : value === undefined ? undefined : change(value);
}

/**
 * The program of a command line: of a path in quotation marks what follows the last backslash, else of the first word.
 * A word in quotation marks without a backslash is taken as it stands.
 */
function programName(commandLine: string): string {
  if (commandLine.startsWith('"')) {
    const close = commandLine.indexOf('"', 1);
    const backslash = commandLine.lastIndexOf('\\', close);
    if (close > 0 && backslash > 0) return commandLine.slice(backslash + 1, close);
  }
  const word = /\S+/.exec(commandLine)?.[0] ?? '';
  return word.slice(word.lastIndexOf('\\') + 1);
}
