import type { SourceFamily } from './family.ts';
import { sysmonLinux } from './sysmon-linux.ts';
import { windows } from './windows/family.ts';

/** The families in the order in which they are asked; the first that takes a record keeps it. */
export const FAMILIES: readonly SourceFamily[] = [sysmonLinux, windows];
