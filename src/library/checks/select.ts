import { ERROR_CODES, type ErrorCode } from '../../shared/codes.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Trial } from './check.ts';

/** The codes that begin with one of the prefixes, but for those that are another check's. */
export function codesOf(prefixes: readonly string[], others: readonly ErrorCode[] = []): readonly ErrorCode[] {
  const all = Object.keys(ERROR_CODES) as ErrorCode[];
  return all.filter((code) => prefixes.some((prefix) => code.startsWith(prefix)) && !others.includes(code));
}

/** Why a search or a rule of a source cannot be run, as far as it is for one of these reasons. */
export function problemOf(trial: Trial | undefined, codes: readonly ErrorCode[]): readonly Problem[] {
  const problems = trial?.problem === undefined ? [] : [trial.problem, ...(trial.others ?? [])];
  return problems.filter(({ code }) => codes.includes(code));
}

/** What is worth telling of a search under one of these codes. */
export function noticesOf(trial: Trial | undefined, codes: readonly ErrorCode[]): readonly Problem[] {
  return (trial?.notices ?? []).filter(({ code }) => codes.includes(code));
}
