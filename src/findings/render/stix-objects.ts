import { isIPv4, isIPv6 } from 'node:net';
import type { FindingThreatObject } from '../finding.ts';
import { KARST_NAMESPACE, uuidOf } from '../identity.ts';

/** An object of STIX: its `id` begins with its `type`. */
export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Source: STIX 2.1, 2.9: the namespace of cyber-observable objects. */
const OBSERVABLE_NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';

/**
 * The cyber-observable objects that a risk or threat object is: the first is the thing itself, those behind it are what
 * it refers to. None for what STIX has no object for, such as a computer whose name is none of the DNS.
 *
 * Source: STIX 2.1, 6 and 2.9.
 */
export function observablesOf({ type, field, value }: FindingThreatObject): readonly StixObject[] {
  if (value === '') return [];
  // Content calls the name of a process a process too: the field tells which it is.
  const isName = type.toLowerCase() === 'process' && field.endsWith('process_name');
  const kind = isName ? 'process_name' : type.toLowerCase().replaceAll(' ', '_');
  if (isIPv4(value)) return [named('ipv4-addr', { value })];
  if (isIPv6(value)) return [named('ipv6-addr', { value })];
  switch (kind) {
    case 'user':
    case 'user_name':
    case 'username':
    case 'identity':
      return [named('user-account', { account_login: value })];
    case 'system':
    case 'host':
    case 'hostname':
    case 'endpoint':
    case 'dest':
    case 'device':
    case 'domain':
      return DNS_NAME.test(value) ? [named('domain-name', { value })] : [];
    case 'url':
      return URI.test(value) ? [named('url', { value })] : [];
    case 'email_address':
    case 'email':
      return /^[^\s@<>"]+@[^\s@<>"]+$/.test(value) ? [named('email-addr', { value })] : [];
    case 'process_name':
    case 'parent_process_name':
      return imageOf(value);
    case 'file_name':
    case 'file':
    case 'file_path':
      return fileOf(value);
    case 'file_hash':
    case 'hash':
      return hashOf(value);
    case 'process':
    case 'parent_process':
    case 'command':
      return [processOf({ command_line: value })];
    case 'registry_path':
    case 'registry_key':
      return [named('windows-registry-key', { key: value })];
    default:
      return [];
  }
}

/** Source: RFC 3986: the characters that an URI can have. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/;

/** Labels of letters, digits, hyphens and, as Windows allows, underscores. */
const DNS_NAME = /^(?=.{1,253}$)(?!-)[A-Za-z0-9_-]{1,63}(?:\.(?!-)[A-Za-z0-9_-]{1,63})*$/;

function fileOf(path: string): readonly StixObject[] {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const name = path.slice(end + 1);
  const folder = path.slice(0, end);
  if (name === '' || end < 1) return [named('file', { name: path })];
  const directory = named('directory', { path: folder });
  return [named('file', { name, parent_directory_ref: directory.id }), directory];
}

const HASHES: readonly (readonly [length: number, name: string])[] = [
  [32, 'MD5'],
  [40, 'SHA-1'],
  [64, 'SHA-256'],
  [128, 'SHA-512'],
];

function hashOf(value: string): readonly StixObject[] {
  const name = /^[0-9a-f]+$/i.test(value) && HASHES.find(([length]) => length === value.length)?.[1];
  return name ? [named('file', { hashes: { [name]: value } })] : [];
}

function imageOf(path: string): readonly StixObject[] {
  const [file, ...rest] = fileOf(path);
  return file === undefined ? [] : [processOf({ image_ref: file.id }), file, ...rest];
}

/** The specification lets nothing name a process: its id has the form of a random one, and is the same each time. */
function processOf(properties: Readonly<Record<string, string>>): StixObject {
  const uuid = uuidOf(KARST_NAMESPACE, JSON.stringify(['process', properties])).replace(/(?<=^.{14})5/, '4');
  return { type: 'process', spec_version: '2.1', id: `process--${uuid}`, ...properties };
}

/**
 * An observable that is named by its properties, which must be those that the specification lists as contributing, in
 * the order of their names: canonical JSON of these is what JSON.stringify writes.
 */
function named(type: string, properties: Readonly<Record<string, unknown>>): StixObject {
  const id = `${type}--${uuidOf(OBSERVABLE_NAMESPACE, JSON.stringify(properties))}`;
  return { type, spec_version: '2.1', id, ...properties };
}
