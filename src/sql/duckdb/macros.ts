/** A number as SPL prints it; `x` is pasted in several times. */
export function numberText(x: string): string {
  return `CASE WHEN ${x} = trunc(${x}) AND abs(${x}) <= 9007199254740992 THEN CAST(CAST(${x} AS BIGINT) AS VARCHAR)
    ELSE regexp_replace(CAST(${x} AS VARCHAR), '\\.0$', '') END`;
}

/**
 * Macros that emitted SQL calls. A macro pastes its arguments, so one that named an argument twice would double the
 * statement with each nesting; `over()` binds the arguments to a lambda's parameter, which costs about 50 ns a row. Each
 * macro that is `bound()` has a twin that pastes, `NAME_of`, for arguments that are columns and literals.
 */
export const MACROS: readonly string[] = [
  ...bound('spl_finite(x)', { x: 'x' }, 'CASE WHEN isfinite(v.x) THEN v.x END'),
  // The whole text is a decimal number; 1_000, inf, 0x10 and spaces, which TRY_CAST takes, are none.
  ...bound(
    'spl_number(x)',
    { x: 'x' },
    `CASE WHEN regexp_full_match(v.x, '${numberPattern()}') AND isfinite(TRY_CAST(v.x AS DOUBLE))
    THEN TRY_CAST(v.x AS DOUBLE) END`,
  ),
  ...bound('spl_text(x)', { x: 'x' }, numberText('v.x')),
  ...bound('spl_multi(x)', { x: 'x' }, 'CASE WHEN v.x IS NOT NULL THEN [v.x] END'),
  ...bound('spl_only(x)', { x: 'x' }, 'CASE WHEN len(v.x) = 1 THEN v.x[1] END'),
  ...bound('spl_some(x)', { x: 'x' }, 'CASE WHEN len(v.x) > 0 THEN v.x END'),

  ...bound('spl_equals(a, b)', { a: 'a', b: 'b' }, 'coalesce(spl_number_of(v.a) = spl_number_of(v.b), v.a = v.b)'),
  ...bound('spl_less(a, b)', { a: 'a', b: 'b' }, 'coalesce(spl_number_of(v.a) < spl_number_of(v.b), v.a < v.b)'),
  ...bound(
    'spl_less_or_equal(a, b)',
    { a: 'a', b: 'b' },
    'coalesce(spl_number_of(v.a) <= spl_number_of(v.b), v.a <= v.b)',
  ),

  macro(
    'spl_add(a, b)',
    over({ a: 'a', b: 'b' }, 'coalesce(spl_text(spl_finite(spl_number_of(v.a) + spl_number_of(v.b))), v.a || v.b)'),
  ),

  ...bound(
    'spl_round(x, digits)',
    { x: 'x', p: 'pow(10e0, trunc(abs(digits)))', d: 'digits' },
    `CASE WHEN v.d < 0 THEN floor(v.x / v.p + 0.5e0) * v.p
    ELSE coalesce(spl_finite_of(floor(v.x * v.p + 0.5e0) / v.p), v.x) END`,
  ),
  // Decimal places that leave so many significant digits; whole numbers are never rounded away.
  macro(
    'spl_round_significant(x, digits)',
    over(
      { x: 'x', d: 'digits' },
      'CASE WHEN v.x = 0 THEN 0e0 ELSE spl_round(v.x, greatest(v.d - 1 - floor(log10(abs(v.x))), 0e0)) END',
    ),
  ),
  ...bound(
    'spl_bucket(t, span, shift)',
    { t: 't', s: 'span', o: 'shift' },
    'spl_finite_of(floor((v.t - v.o) / v.s) * v.s + v.o)',
  ),
  // ln(x) / ln(b) is off by a last digit where log10 and log2 are exact.
  macro(
    'spl_log(x, base)',
    `spl_finite(TRY(${over(
      { x: 'x', b: 'base' },
      'CASE v.b WHEN 10 THEN log10(v.x) WHEN 2 THEN log2(v.x) ELSE ln(v.x) / ln(v.b) END',
    )}))`,
  ),
  macro('spl_integer(x)', 'TRY_CAST(trunc(x) AS BIGINT)'),

  // Years that have four digits; the fraction of a second is dropped, not rounded.
  ...bound(
    'spl_format_utc(t, format)',
    { t: 'floor(t)' },
    `CASE WHEN v.t >= -62135596800 AND v.t < 253402300800 THEN
    strftime(make_timestamp(CAST(v.t AS BIGINT) * 1000000), format) END`,
  ),

  ...bound('spl_trim(x, chars)', { x: 'x', c: 'chars' }, "CASE WHEN v.c = '' THEN v.x ELSE trim(v.x, v.c) END"),
  ...bound('spl_ltrim(x, chars)', { x: 'x', c: 'chars' }, "CASE WHEN v.c = '' THEN v.x ELSE ltrim(v.x, v.c) END"),
  ...bound('spl_rtrim(x, chars)', { x: 'x', c: 'chars' }, "CASE WHEN v.c = '' THEN v.x ELSE rtrim(v.x, v.c) END"),

  ...bound('spl_item(l, i)', { l: 'l', i: 'spl_integer(i)' }, 'CASE WHEN v.i >= 0 THEN v.l[v.i + 1] ELSE v.l[v.i] END'),
  macro('spl_index(i, n)', over({ i: 'spl_integer(i)', n: 'n' }, 'CASE WHEN v.i < 0 THEN v.n + v.i ELSE v.i END')),
  macro(
    'spl_slice(l, first, last)',
    over(
      { l: 'l', s: 'spl_index(first, len(l))', e: 'spl_index(last, len(l))' },
      'CASE WHEN v.e >= 0 AND v.s < len(v.l) AND v.s <= v.e THEN list_slice(v.l, greatest(v.s, 0) + 1, v.e + 1) END',
    ),
  ),
  // Values with their places, sorted: of each run of equal values the first one stays, and goes back to its place.
  macro(
    'spl_distinct(l)',
    over(
      { s: 'list_sort(list_zip(l, range(1, len(l) + 1)))' },
      `CASE WHEN len(v.s) > 0 THEN list_transform(list_sort(list_transform(
    list_filter(v.s, lambda p, n: n = 1 OR p[1] <> v.s[n - 1][1]), lambda p: {'i': p[2], 'x': p[1]})), lambda q: q.x) END`,
    ),
  ),
  macro('spl_join(l, delimiter)', 'list_reduce(l, lambda a, b: a || delimiter || b)'),
  macro(
    'spl_zip(a, b, delimiter)',
    over({ z: 'list_zip(a, b, true)', d: 'delimiter' }, 'list_transform(v.z, lambda p: p[1] || v.d || p[2])'),
  ),
  macro(
    'spl_range(first, last, step)',
    over(
      { a: 'first', n: 'least(ceil((last - first) / step), 1e6)', s: 'step' },
      `CASE WHEN v.s > 0 AND v.n > 0 THEN
    list_transform(range(CAST(v.n AS BIGINT)), lambda i: spl_text(v.a + i * v.s)) END`,
    ),
  ),
  // Nearest rank: element floor(p / 100 * n) from 0 of the sorted values, the last one at most.
  macro(
    'spl_rank(l, p)',
    over({ l: 'l', p: 'p' }, 'v.l[CAST(least(floor(v.p / 100 * len(v.l)) + 1, len(v.l)) AS BIGINT)]'),
  ),
  macro(
    'spl_numbers(l)',
    'list_sort(list_filter(list_transform(l, lambda x: spl_number(x)), lambda x: x IS NOT NULL))',
  ),
  // Of whole numbers: their count, their sum and that of their squares, exact. `less` is 1 for a sample, else 0.
  macro(
    'spl_variance(n, total, squares, less)',
    over(
      { n: 'n', s: 'total', q: 'squares', l: 'less' },
      'CASE WHEN v.n > v.l THEN CAST(v.n * v.q - v.s * v.s AS DOUBLE) / (CAST(v.n AS DOUBLE) * (v.n - v.l)) END',
    ),
  ),
  // Numbers come before texts: NULL is the greatest value within a struct.
  ...bound('spl_mixed(x)', { x: 'x' }, "{'n': spl_number_of(v.x), 't': v.x}"),
];

function macro(head: string, body: string): string {
  return `CREATE MACRO ${head} AS ${body}`;
}

/** A macro over its bound arguments, and its twin that pastes them. */
function bound(head: string, values: Readonly<Record<string, string>>, body: string): readonly string[] {
  const pasted = body.replace(/\bv\.([a-z]+)/g, (_, name: string) => `(${values[name] ?? ''})`);
  return [macro(head.replace('(', '_of('), pasted), macro(head, over(values, body))];
}

/** `body` over a row `v` of the named expressions, each one computed once. */
function over(values: Readonly<Record<string, string>>, body: string): string {
  const fields = Object.entries(values).map(([name, sql]) => `'${name}': ${sql}`);
  return `list_transform([{${fields.join(', ')}}], lambda v: ${body})[1]`;
}

function numberPattern(): string {
  return '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?';
}
