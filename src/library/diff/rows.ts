import type { Finding } from '../../findings/index.ts';
import { type CommandNode, nodesOf, type ParsedSearch, type Row, type Value } from '../../language/index.ts';
import type { FieldChange, RiskChange, RowChange, RowsDiff } from './result.ts';

/** What one side found. */
export interface Found {
  readonly rows: number;
  /** The first of them. */
  readonly findings: readonly Finding[];
  /** Names that its rows are told apart by; empty where that is the whole row. */
  readonly identity: readonly string[];
}

export const NOTHING_FOUND: Found = { rows: 0, findings: [], identity: [] };

/** The fields of the BY clause of the last statistics, as the rows have them: prefixes of datasets are dropped on the way. */
export function identityOf({ pipeline }: ParsedSearch, columns: readonly string[]): readonly string[] {
  const last = pipeline.commands.toReversed().find((node) => byFields(node).length > 0);
  if (last === undefined) return [];
  const names = byFields(last).map((name) => (columns.includes(name) ? name : name.slice(name.lastIndexOf('.') + 1)));
  return names.filter((name) => columns.includes(name));
}

function byFields(node: CommandNode): readonly string[] {
  if (!('by' in node) || !Array.isArray(node.by)) return [];
  return [...nodesOf(node.by)].flatMap((one) => {
    const { kind, name } = one as { readonly kind: string; readonly name?: unknown };
    return kind === 'FieldName' && typeof name === 'string' ? [name] : [];
  });
}

/** Rows of each kind that are shown. */
const ROWS_SHOWN = 20;

/** Compares the rows of two sides. */
export function compareRows(old: Found, current: Found): RowsDiff {
  const names = identityFields(old, current);
  const left = new Map<string, Finding[]>();
  for (const finding of old.findings) {
    const key = keyOf(finding.result, names);
    left.set(key, [...(left.get(key) ?? []), finding]);
  }
  const added: Row[] = [];
  const changed: RowChange[] = [];
  for (const finding of current.findings) {
    const before = takePartner(left.get(keyOf(finding.result, names)), finding);
    if (before === undefined) added.push(finding.result);
    else changed.push(...changesOf(before, finding, names));
  }
  const removed = [...left.values()].flat().map(({ result }) => result);
  return {
    old: old.rows,
    new: current.rows,
    identity: names.length === 0 ? null : names,
    added: added.length,
    removed: removed.length,
    changed: changed.length,
    notCompared: old.rows - old.findings.length + (current.rows - current.findings.length),
    addedRows: added.slice(0, ROWS_SHOWN),
    removedRows: removed.slice(0, ROWS_SHOWN),
    changedRows: changed.slice(0, ROWS_SHOWN),
  };
}

/** Fields that both sides tell rows apart by; a side without rows has nothing to say. */
function identityFields(old: Found, current: Found): readonly string[] {
  if (old.rows === 0) return current.identity;
  if (current.rows === 0) return old.identity;
  return current.identity.filter((name) => old.identity.includes(name));
}

/** Of several rows of one identity the one that is equal, else the first. */
function takePartner(candidates: Finding[] | undefined, finding: Finding): Finding | undefined {
  if (candidates === undefined || candidates.length === 0) return undefined;
  const own = rowText(finding.result);
  const at = Math.max(
    0,
    candidates.findIndex(({ result }) => rowText(result) === own),
  );
  return candidates.splice(at, 1)[0];
}

function keyOf(row: Row, names: readonly string[]): string {
  return names.length === 0 ? rowText(row) : JSON.stringify(names.map((name) => row[name] ?? null));
}

/** The order of fields says nothing. */
function rowText(row: Row): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function changesOf(old: Finding, current: Finding, names: readonly string[]): readonly RowChange[] {
  const fields = [...new Set([...Object.keys(old.result), ...Object.keys(current.result)])].sort();
  const changes = fields.flatMap((field): FieldChange[] => {
    const [before, after] = [old.result[field] ?? null, current.result[field] ?? null];
    return isSame(before, after) ? [] : [{ field, old: before, new: after }];
  });
  const isSaidOtherwise = old.message !== current.message;
  if (changes.length === 0 && !isSaidOtherwise) return [];
  const identity = names.flatMap((name): [string, Value][] => {
    const value = current.result[name];
    return value === undefined ? [] : [[name, value]];
  });
  return [
    {
      identity: Object.fromEntries(names.length === 0 ? Object.entries(current.result) : identity),
      fields: changes,
      ...(isSaidOtherwise && { message: { old: old.message, new: current.message } }),
    },
  ];
}

function isSame(a: Value | null, b: Value | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What the risk of findings adds up to by object, where that differs. */
export function compareRisk(old: Found, current: Found): readonly RiskChange[] {
  const [before, after] = [riskOf(old), riskOf(current)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    const named = other ?? one;
    if (named === undefined || one?.score === other?.score) return [];
    return [{ type: named.type, value: named.value, old: one?.score ?? null, new: other?.score ?? null }];
  });
}

interface Scored {
  readonly type: string;
  readonly value: string;
  score: number;
}

function riskOf({ findings }: Found): ReadonlyMap<string, Scored> {
  const sums = new Map<string, Scored>();
  for (const { type, value, score } of findings.flatMap((finding) => finding.risk_objects)) {
    const key = JSON.stringify([type, value]);
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { type, value, score });
    else known.score += score;
  }
  return sums;
}
