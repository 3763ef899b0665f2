export {
  type CompiledRegex,
  compileRegex,
  type RegexChoice,
  type RegexGroup,
  type RegexOptions,
  regexChoice,
} from './compile.ts';
export { type RegexMatch, type RegexMatcher, regexMatcher } from './match.ts';
