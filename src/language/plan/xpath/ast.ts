/** The axes that steps go along. */
export type Axis =
  | 'child'
  | 'descendant'
  | 'descendant-or-self'
  | 'self'
  | 'parent'
  | 'ancestor'
  | 'ancestor-or-self'
  | 'following-sibling'
  | 'preceding-sibling'
  | 'attribute';

/** Which nodes of an axis are meant: those of a name (`*`: of any), texts, or all. */
export type NodeTest = { readonly kind: 'Name'; readonly name: string } | { readonly kind: 'Text' | 'Node' };

export interface Step {
  readonly axis: Axis;
  readonly test: NodeTest;
  readonly predicates: readonly XPath[];
}

export type XPathOperator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-';

/** The functions that karst runs, with the fewest and the most arguments. */
export const XPATH_FUNCTIONS = {
  position: [0, 0],
  last: [0, 0],
  count: [1, 1],
  not: [1, 1],
  true: [0, 0],
  false: [0, 0],
  contains: [2, 2],
  'starts-with': [2, 2],
  'normalize-space': [0, 1],
  'string-length': [0, 1],
  string: [0, 1],
  number: [0, 1],
  name: [0, 0],
  'local-name': [0, 0],
} as const satisfies Record<string, readonly [number, number]>;

export type XPathFunction = keyof typeof XPATH_FUNCTIONS;

/** An expression of XPath 1.0. */
export type XPath =
  | { readonly kind: 'Path'; readonly isAbsolute: boolean; readonly steps: readonly Step[] }
  | { readonly kind: 'Union'; readonly parts: readonly XPath[] }
  | { readonly kind: 'Text'; readonly value: string }
  | { readonly kind: 'Number'; readonly value: number }
  | { readonly kind: 'Binary'; readonly operator: XPathOperator; readonly left: XPath; readonly right: XPath }
  | { readonly kind: 'Call'; readonly name: XPathFunction; readonly args: readonly XPath[] };
