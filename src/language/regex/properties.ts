import type { CodeSet } from './ast.ts';
import { ESCAPED_SETS, joinRanges, LAST_CODE, setOf, VERTICAL_SPACE } from './sets.ts';

const CATEGORIES =
  'C Cc Cf Cn Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs'.split(' ');

/**
 * The set of a Unicode property by the name that PCRE knows: a general category, one of its own (`Any`, `L&`, `Xan`,
 * `Xsp`, `Xps`, `Xwd`), a script (its extensions too, as PCRE2 has it since 10.40) or a binary property. Undefined
 * for a name that is none.
 * Source: pcre2pattern, Unicode character properties.
 */
export function propertySet(name: string): CodeSet | undefined {
  const bare = name.replace(/[\s_-]/g, '').toLowerCase();
  const category = CATEGORIES.find((known) => known.toLowerCase() === bare);
  if (category !== undefined) return withProperties([category]);
  return ownSet(bare) ?? scriptOrBinary(name.trim());
}

function withProperties(names: readonly string[], base: CodeSet = setOf([])): CodeSet {
  return { ...base, properties: names.map((name) => ({ name, isNegated: false })) };
}

/** Properties that are PCRE's own. */
function ownSet(bare: string): CodeSet | undefined {
  switch (bare) {
    case 'any':
      return setOf([[0, LAST_CODE]]);
    case 'l&':
    case 'lc':
      return withProperties(['Ll', 'Lt', 'Lu']);
    case 'xan':
      return withProperties(['L', 'N']);
    case 'xwd':
      return withProperties(['L', 'N'], setOf([[0x5f, 0x5f]]));
    case 'xsp':
    case 'xps':
      return withProperties(['Z'], setOf(joinRanges([...(ESCAPED_SETS['h'] ?? []), ...VERTICAL_SPACE])));
    default:
      return undefined;
  }
}

const QUALIFIED = /^(script|sc|script[ _-]?extensions|scx)\s*[:=]\s*(.+)$/i;

function scriptOrBinary(name: string): CodeSet | undefined {
  const [, kind = 'scx', value = name] = QUALIFIED.exec(name) ?? [];
  const script = /^(script|sc)$/i.test(kind) ? 'Script' : 'Script_Extensions';
  const spelled = [value, titled(value)];
  const candidates = [
    ...spelled.map((spelling) => `${script}=${spelling}`),
    ...(value === name ? spelled : []).filter((spelling) => !CATEGORIES.includes(spelling)),
  ];
  const known = candidates.find(isKnown);
  return known === undefined ? undefined : withProperties([known]);
}

/** `old italic` as `Old_Italic`. */
function titled(name: string): string {
  const words = name.split(/[\s_-]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('_');
}

function isKnown(property: string): boolean {
  if (!/^\w+(=\w+)?$/.test(property)) return false;
  try {
    return new RegExp(`\\p{${property}}`, 'u') !== undefined;
  } catch {
    return false;
  }
}
