import type { Calculation } from '../define.ts';
import { entryOf } from '../values.ts';

/** What logs of web servers have in common, as the CIM wants it. */

/** Reason phrases of codes. Source: IANA, HTTP Status Code Registry. */
const PHRASES: Readonly<Record<string, string>> = {
  '200': 'OK',
  '201': 'Created',
  '202': 'Accepted',
  '204': 'No Content',
  '206': 'Partial Content',
  '301': 'Moved Permanently',
  '302': 'Found',
  '303': 'See Other',
  '304': 'Not Modified',
  '307': 'Temporary Redirect',
  '308': 'Permanent Redirect',
  '400': 'Bad Request',
  '401': 'Unauthorized',
  '403': 'Forbidden',
  '404': 'Not Found',
  '405': 'Method Not Allowed',
  '406': 'Not Acceptable',
  '408': 'Request Timeout',
  '409': 'Conflict',
  '410': 'Gone',
  '413': 'Content Too Large',
  '414': 'URI Too Long',
  '415': 'Unsupported Media Type',
  '422': 'Unprocessable Content',
  '429': 'Too Many Requests',
  '500': 'Internal Server Error',
  '501': 'Not Implemented',
  '502': 'Bad Gateway',
  '503': 'Service Unavailable',
  '504': 'Gateway Timeout',
};

const CLASSES: Readonly<Record<string, string>> = {
  '1': 'Informational',
  '2': 'Successful',
  '3': 'Redirection',
  '4': 'Client Error',
  '5': 'Server Error',
};

export const statusDescription: Calculation = (event) => {
  const status = event.text('status');
  return status === undefined ? undefined : (entryOf(PHRASES, status) ?? entryOf(CLASSES, status.charAt(0)));
};

export const statusType: Calculation = (event) => entryOf(CLASSES, event.text('status')?.charAt(0));

/** Whether a server did what it was asked for, by the field that holds the code. */
export function httpAction(field: string): Calculation {
  return (event) => {
    const status = Number(event.text(field));
    return Number.isFinite(status) ? (status < 400 ? 'success' : 'failure') : undefined;
  };
}

/** The host of an address. */
export function domainOf(url: string | undefined): string | undefined {
  return /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^:/?#]+)/i.exec(url ?? '')?.[1];
}
