import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { seededDice } from '../test/support/examples/dice.ts';

/** A detection made after a published one. */
export interface DetectionVariant {
  readonly name: string;
  /** Of its file, unique where the names of the originals are. */
  readonly fileName: string;
  /** Its YAML. */
  readonly text: string;
}

/**
 * Detections that look at the same sources in the same way as a published one and for other things: each has a name, an
 * id and a filter macro of its own, and the images, paths, command lines, domains and operations that its search names
 * are replaced by words of the same length that no log has. Codes of events, sourcetypes, enumerated values, patterns and
 * exclusions stay, so that a variant is as selective as its original or more: where it names nothing else, it is the
 * same search once more. The same text gives the same variants.
 *
 * @param text the YAML of a detection
 * @param first the number of the first variant: others of the same detection may have been made before
 * @returns nothing for YAML that has no name, id or search
 */
export function detectionVariants(text: string, count: number, first = 1): readonly DetectionVariant[] {
  const original: unknown = parse(text, { logLevel: 'silent' });
  if (!isDetection(original)) return [];
  return Array.from({ length: count }, (_, at) => variantOf(original, first + at));
}

/** The variants of every detection below a folder of content. */
export async function* contentVariants(folder: string, count: number): AsyncGenerator<DetectionVariant> {
  for await (const text of detectionFiles(folder)) yield* detectionVariants(text, count);
}

/** The searches of all detections below a folder of content, in the order of their files. */
export async function searchesOf(folder: string): Promise<readonly string[]> {
  const searches: string[] = [];
  for await (const text of detectionFiles(folder)) {
    const detection: unknown = parse(text, { logLevel: 'silent' });
    if (isDetection(detection)) searches.push(detection.search);
  }
  return searches;
}

async function* detectionFiles(folder: string): AsyncGenerator<string> {
  const names = await readdir(path.join(folder, 'detections'), { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.yml')).sort()) {
    yield await readFile(path.join(folder, 'detections', name), 'utf8');
  }
}

/** The same search with other literals in place of those that its filters name. */
export function varySearch(search: string, variant: number): string {
  const vary = (literal: string): string => varyLiteral(literal, variant);
  const varied = search
    .replace(LIST, (_all, head: string, list: string) => head + list.replace(ITEM, vary))
    .replace(LIKE, (_all, head: string, literal: string) => head + vary(literal))
    .replace(COMPARISON, (_all, head: string, literal: string) => head + vary(literal));
  if (varied !== search) return varied;
  return search.replace(IMAGE_MACRO, (_all, image: string) => `Processes.process_name=${vary(image)}.exe`);
}

/** What a filter asks of a field: one of some values, as the search writes them. */
export interface NamedLiterals {
  readonly field: string;
  readonly values: readonly string[];
}

/** The literals that `varySearch` replaces. */
export function namedLiterals(search: string): readonly NamedLiterals[] {
  const listed = [...search.matchAll(LIST)].map(([, head = '', list = '']) => {
    return { field: fieldOf(head), values: list.match(ITEM) ?? [] };
  });
  const single = [...search.matchAll(LIKE), ...search.matchAll(COMPARISON)].map(([, head = '', value = '']) => {
    return { field: fieldOf(head), values: [value] };
  });
  return [...listed, ...single].filter(({ values }) => values.length > 0);
}

function fieldOf(head: string): string {
  return /(?:like\s*\(\s*)?([\w.]+)/i.exec(head)?.[1] ?? '';
}

interface Detection {
  readonly name: string;
  readonly id: string;
  readonly search: string;
}

/** Fields whose values are free texts: what detections are after, and not what kind of event it is. */
const FIELD = `(?:\\w+\\.)*(?:${[
  '(?:parent_)?process(?:_name|_path)?',
  'original_file_name',
  'registry_(?:path|key_name|value_name|value_data)',
  'file_(?:name|path)',
  'service_(?:name|path)',
  'url|http_user_agent|query|user_agent',
  'ScriptBlockText|CommandLine|ParentCommandLine|OriginalFileName|(?:New)?ProcessName',
  '(?:Source|Target|Parent)?Image|ImageLoaded|TargetObject|TargetFilename|QueryName|PipeName',
  'ServiceName|TaskName|ObjectName|ShareName|RelativeTargetName',
  'eventName|operationName|Operation|operation|verb|object_file_(?:path|name)|command',
  // Others of this name are of commands.
  '(?:name|path)(?=\\s*=\\s*"[/*])',
  'AttributeLDAPDisplayName',
].join('|')})`;
const STRING = '"(?:[^"\\\\]|\\\\.)*"';
/** What is excluded stays excluded. */
const INCLUDED = '(?<![\\w.]|\\bNOT\\s*\\(?\\s*)';
const COMPARISON = new RegExp(`${INCLUDED}(${FIELD}\\s*==?\\s*)(${STRING}|[^\\s"'()|,\\]\`]+(?=[\\s)|,\\]]|$))`, 'g');
const LIST = new RegExp(`${INCLUDED}(${FIELD}\\s+IN\\s*)(\\([^()\`]*\\))`, 'gi');
const ITEM = new RegExp(`${STRING}|[^\\s"(),]+`, 'g');
/** The publisher names the macros for an image, under its names, after it. */
const IMAGE_MACRO = /`process_(\w+)`/g;
const LIKE = new RegExp(`${INCLUDED}(like\\s*\\(\\s*${FIELD}\\s*,\\s*)(${STRING})`, 'gi');

/** Parts of paths that new detections would name too, and the ends of file names. */
const KEPT = new Set(
  (
    'software microsoft windows system system32 syswow64 currentversion currentcontrolset controlset hklm hkcu hkey ' +
    'machine users user program files programdata appdata local roaming temp policies policy services control ' +
    'wow6432node http https true false null exe dll ps1 bat vbs txt'
  ).split(' '),
);

/** Long words if there are any: short ones are mostly options and ends of names. */
function varyLiteral(literal: string, variant: number): string {
  const replace = (pattern: RegExp): string =>
    literal.replace(pattern, (word) => (KEPT.has(word.toLowerCase()) ? word : otherWord(word, variant)));
  for (const letters of [4, 2, 1]) {
    const varied = replace(new RegExp(`[A-Za-z]{${letters},}`, 'g'));
    if (varied !== literal) return varied;
  }
  return literal;
}

const VOWELS = 'aeiou';
const CONSONANTS = 'bcdfghjklmnpqrstvwxz';

/** A word that can be said like it, the same one wherever it stands, in upper case where it is. */
function otherWord(word: string, variant: number): string {
  const digest = createHash('sha256').update(`${variant} ${word.toLowerCase()}`).digest();
  const dice = seededDice(digest.readUInt32LE(0));
  return word.replace(/[A-Za-z]/g, (letter) => {
    const other = dice.pick([...(VOWELS.includes(letter.toLowerCase()) ? VOWELS : CONSONANTS)]);
    return letter === letter.toLowerCase() ? other : other.toUpperCase();
  });
}

function variantOf(original: Detection, variant: number): DetectionVariant {
  const name = `${original.name} Variant ${variant}`;
  const stem = name.replace(/\W/g, '_').toLowerCase();
  const search = varySearch(original.search, variant).replace(/`\w+_filter`\s*$/, `\`${stem}_filter\``);
  return {
    name,
    fileName: `${stem}.yml`,
    text: stringify({ ...original, name, id: idOf(original.id, variant), search }),
  };
}

/** A UUID that is this variant's alone. */
function idOf(id: string, variant: number): string {
  const digits = createHash('sha256').update(`${variant} ${id}`).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

function isDetection(value: unknown): value is Detection {
  if (typeof value !== 'object' || value === null) return false;
  return ['name', 'id', 'search'].every((key) => key in value && typeof Reflect.get(value, key) === 'string');
}
