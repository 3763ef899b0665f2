export type {
  AggregateCall,
  Assignment,
  CommandNode,
  EvalExpr,
  Expansion,
  ExpansionPiece,
  FieldName,
  MacroDefinition,
  MacroLookup,
  ParsedSearch,
  Pipeline,
  SearchExpr,
  SearchValue,
} from './ast.ts';
export type { CommandDefinition, CommandDoc } from './commands/define.ts';
export { COMMANDS, type Command, commandNamed, commandNames } from './commands/index.ts';
export { lex, type Token, type TokenKind } from './lex/lex.ts';
export { type ExpandOptions, expandMacros } from './macros/expand.ts';
export { type Location, locate } from './macros/locate.ts';
export { parseEval, parseSearchExpression } from './parse/fragments.ts';
export { asTyped, type ParseOptions, parse } from './parse/parse.ts';
