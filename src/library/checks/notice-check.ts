import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { noticesOf } from './select.ts';

/** A check whose findings come to light while searches are tried: those under its code. */
export function noticeCheck({ code, ...texts }: Omit<Check, 'codes' | 'find'> & { readonly code: ErrorCode }): Check {
  return { ...texts, codes: [code], find: ({ trial }) => noticesOf(trial, [code]) };
}
