import { isPlain, string } from './spelling.ts';

/** Members and list elements with nothing in their names that either way of writing paths knows. */
const PLAIN_PATH = /^[^."\\*{}@$]+(?:\{\d*\})*(?:\.[^."\\*{}@$]+(?:\{\d*\})*)*$/;

/**
 * JSON that the database reads and writes as JavaScript does, which takes a tenth of the time: a list or an object
 * without escapes, without numbers that one of them writes in another way (fractions, exponents, -0, more digits than
 * a double has), without keys that JavaScript sorts, without commas and words that only the database takes.
 */
const ALIKE = String.raw`\\|[:\[,]\s*-?(?:0[^,}\] ]|[0-9]+[.eE]|[0-9]{16}|(?i:nan|inf))|[:\[,]\s*-0|,\s*[}\]]|"[0-9]+"\s*:`;

export const JSON_MACROS: readonly string[] = [
  `CREATE MACRO spl_reads_alike(x) AS (starts_with(x, '{') OR starts_with(x, '[')) AND NOT regexp_matches(x, ${string(ALIKE)})
    AND json_valid(x)`,
  // Without escapes a string is what stands between its quotes.
  `CREATE MACRO spl_json_text(j) AS CASE WHEN starts_with(j, '"') THEN substring(j, 2, length(j) - 2) ELSE j END`,
  `CREATE MACRO spl_spath_list(x, place, path) AS CASE WHEN spl_reads_alike(x)
    THEN nullif(list_transform(json_extract(x, place), lambda j: spl_json_text(CAST(j AS VARCHAR))), [])
    ELSE from_json(spl_spath(x, path), '["VARCHAR"]') END`,
  `CREATE MACRO spl_spath_one(x, place, path) AS CASE WHEN spl_reads_alike(x)
    THEN spl_multi(spl_json_text(CAST(json_extract(x, place) AS VARCHAR)))
    ELSE from_json(spl_spath(x, path), '["VARCHAR"]') END`,
];

/** The texts at a path of JSON or XML, such as `a.b{}.c{1}`; NULL for none. */
export function placesOf(text: string, path: string): string {
  if (!PLAIN_PATH.test(path) || !isPlain(text)) return `from_json(spl_spath(${text}, ${string(path)}), '["VARCHAR"]')`;
  const steps = path.split('.').map((part) => {
    const [name = '', ...elements] = part.split('{');
    return `."${name}"${elements.map((element) => `[${element === '}' ? '*' : element.slice(0, -1)}]`).join('')}`;
  });
  const macro = path.includes('{}') ? 'spl_spath_list' : 'spl_spath_one';
  return `${macro}(${text}, ${string(`$${steps.join('')}`)}, ${string(path)})`;
}
