export { type CompiledRegex, compileRegex, type RegexChoice, regexChoice } from './compile.ts';
export { type RegexMatcher, regexMatcher } from './match.ts';
