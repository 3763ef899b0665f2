import { visible } from './display.ts';

/** Where the schema of SARIF 2.1.0 is published. */
export const SARIF_SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * A message of SARIF: brackets could make a link and braces a placeholder. Source: 3.11.5 and 3.11.6.
 */
export function sarifText(text: string): string {
  return visible(text).replace(/[[\]]/g, '\\$&').replace(/[{}]/g, '$&$&');
}

/** An URI reference of a path; what a path has and an URI must not is escaped. */
export function sarifUri(path: string): string {
  const parts = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('\\', '/')
    .split('/')
    .map(encodeURIComponent);
  const [first = ''] = parts;
  if (/^[A-Za-z]%3A$/.test(first)) return `file:///${[first.replace('%3A', ':'), ...parts.slice(1)].join('/')}`;
  // Two slashes would begin the name of a computer.
  return path.startsWith('/') ? `file://${parts.join('/').replace(/^\/+/, '/')}` : parts.join('/');
}
