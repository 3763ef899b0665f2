import type { FieldName, SearchExpr, SearchOperator, SearchValue } from '../ast.ts';
import { unescapeBare } from '../lex/unescape.ts';
import type { Cursor } from './cursor.ts';

/** A bare term: up to white space, a quote, a bracket, a parenthesis, a comma or a comparison operator. */
const TERM = /(?:\\[\s\S]|[^\s"|[\](),=<>!\\]|!(?!=)|\\$)+/y;
/** A bare value holds operators too: `url=*?id=1*`. */
const VALUE = /(?:\\[\s\S]|[^\s"|[\](),\\]|\\$)+/y;
const OPERATOR = /==|[!<>]=|[=<>]/y;
const AND = /AND(?![\w.:{}*-]|\s*[!=<>])/y;
const OR = /OR(?![\w.:{}*-]|\s*[!=<>])/y;
const NOT = /NOT(?![\w.:{}*-]|\s*[!=<>])/y;
const IN = /IN\s*(?=\()/iy;
const TERM_OR_CASE = /(TERM|CASE)\(([^)]*)\)/y;

/** How a search expression ends before the text does. */
export interface SearchEnd {
  /** Whether the clause that stands here ends the expression, e.g. `by` in `tstats where`. */
  readonly isEnd?: (cursor: Cursor) => boolean;
}

/**
 * Reads an expression of the search language: juxtaposition and AND bind weakest, then OR, then NOT. Nothing at all
 * matches everything.
 *
 * @throws SPL102, SPL105, SPL109, SPL117
 * Source: Splunk Search Reference, search.
 */
export function readSearchExpression(cursor: Cursor, end: SearchEnd = {}): SearchExpr {
  const start = cursor.mark();
  const isOver = () => cursor.atEnd() || (end.isEnd?.(cursor) ?? false);
  if (isOver()) return { kind: 'SearchEverything', span: { start, end: start } };
  return readAnd(cursor, isOver);
}

function readAnd(cursor: Cursor, isOver: () => boolean): SearchExpr {
  const start = cursor.mark();
  const terms = [readOr(cursor, isOver)];
  for (;;) {
    while (cursor.symbol(',')); // a comma between terms divides them like a space
    if (cursor.read(AND)) {
      terms.push(readOr(cursor, isOver));
    } else if (isOver() || cursor.peekCharacter() === ')') {
      break;
    } else {
      terms.push(readOr(cursor, isOver));
    }
  }
  return joined('SearchAnd', terms, cursor, start);
}

function readOr(cursor: Cursor, isOver: () => boolean): SearchExpr {
  const start = cursor.mark();
  const terms = [readNot(cursor, isOver)];
  while (cursor.read(OR)) terms.push(readNot(cursor, isOver));
  return joined('SearchOr', terms, cursor, start);
}

function joined(kind: 'SearchAnd' | 'SearchOr', terms: readonly SearchExpr[], cursor: Cursor, start: number) {
  const [first] = terms;
  return first !== undefined && terms.length === 1 ? first : { kind, terms, span: cursor.span(start) };
}

function readNot(cursor: Cursor, isOver: () => boolean): SearchExpr {
  const start = cursor.mark();
  if (!cursor.read(NOT)) return readTerm(cursor, isOver);
  const term = cursor.nested(() => readNot(cursor, isOver));
  return { kind: 'SearchNot', term, span: cursor.span(start) };
}

function readTerm(cursor: Cursor, isOver: () => boolean): SearchExpr {
  const start = cursor.mark();
  const character = cursor.peekCharacter();
  if (character === '(') return readGroup(cursor);
  if (cursor.atSubsearch()) {
    const pipeline = cursor.subsearch();
    return { kind: 'SearchSubsearch', pipeline, span: cursor.span(start) };
  }
  const special = cursor.read(TERM_OR_CASE);
  if (special !== undefined) return termOrCase(special, cursor, start);
  const misplaced = cursor.peek(AND) ?? cursor.peek(OR);
  if (misplaced !== undefined || isOver()) return cursor.failExpected('a search term');
  const quoted = cursor.string();
  if (quoted !== undefined) return afterName(quoted, true, cursor, start);
  const bare = cursor.read(TERM)?.[0];
  if (bare === undefined) return cursor.failExpected('a search term');
  return afterName(bare, false, cursor, start);
}

function readGroup(cursor: Cursor): SearchExpr {
  const start = cursor.mark();
  cursor.expectSymbol('(');
  if (cursor.symbol(')')) return { kind: 'SearchEverything', span: cursor.span(start) };
  const expression = cursor.nested(() => readAnd(cursor, () => cursor.atEnd()));
  if (!cursor.symbol(')')) cursor.failUnclosed(start);
  return expression;
}

function termOrCase(match: RegExpExecArray, cursor: Cursor, start: number): SearchExpr {
  const inner = (match[2] ?? '').trim();
  const isQuoted = inner.startsWith('"') && inner.endsWith('"') && inner.length > 1;
  const text = unescapeBare(isQuoted ? inner.slice(1, -1) : inner);
  const value: SearchValue = { kind: 'SearchValue', text, isQuoted, span: cursor.span(start) };
  return { kind: match[1] === 'TERM' ? 'SearchTerm' : 'SearchCase', value, span: cursor.span(start) };
}

/** A name was read: with an operator or IN behind it, it is a field; alone, it is a keyword. */
function afterName(text: string, isQuoted: boolean, cursor: Cursor, start: number): SearchExpr {
  const span = cursor.span(start);
  const field: FieldName = { kind: 'FieldName', name: text, isQuoted, span };
  const operator = cursor.read(OPERATOR)?.[0];
  if (operator !== undefined) {
    const value = readValue(cursor, operator);
    return { kind: 'SearchComparison', field, operator: operatorOf(operator), value, span: cursor.span(start) };
  }
  if (cursor.read(IN)) {
    const values = readList(cursor);
    return { kind: 'SearchIn', field, values, span: cursor.span(start) };
  }
  const value: SearchValue = { kind: 'SearchValue', text: isQuoted ? text : unescapeBare(text), isQuoted, span };
  return { kind: 'SearchKeyword', value, span };
}

function operatorOf(text: string): SearchOperator {
  return text === '==' ? '=' : (text as SearchOperator);
}

/** The right side. Functions are not called here: `relative_time(now(), "-1d")` is text, kept as typed. */
function readValue(cursor: Cursor, operator: string): SearchValue {
  const start = cursor.mark();
  const quoted = cursor.string();
  if (quoted !== undefined) return { kind: 'SearchValue', text: quoted, isQuoted: true, span: cursor.span(start) };
  while (cursor.readHere(VALUE) || (cursor.position > start && cursor.text[cursor.position] === '(')) {
    if (cursor.text[cursor.position] === '(') cursor.balanced();
  }
  if (cursor.position === start) cursor.failExpected(`a value after "${operator}"`);
  const text = unescapeBare(cursor.text.slice(start, cursor.position));
  return { kind: 'SearchValue', text, isQuoted: false, span: cursor.span(start) };
}

function readList(cursor: Cursor): SearchValue[] {
  const open = cursor.mark();
  cursor.expectSymbol('(');
  const values: SearchValue[] = [];
  while (!cursor.symbol(')')) {
    if (cursor.symbol(',')) continue;
    if (cursor.atEnd()) cursor.failUnclosed(open);
    values.push(readListValue(cursor));
  }
  if (values.length === 0) cursor.fail('SPL109', 'IN needs at least one value in its parentheses', cursor.span(open));
  return values;
}

function readListValue(cursor: Cursor): SearchValue {
  const start = cursor.mark();
  const quoted = cursor.string();
  if (quoted !== undefined) return { kind: 'SearchValue', text: quoted, isQuoted: true, span: cursor.span(start) };
  const text = cursor.read(VALUE)?.[0];
  if (text === undefined) return cursor.failExpected('a value');
  return { kind: 'SearchValue', text: unescapeBare(text), isQuoted: false, span: cursor.span(start) };
}
