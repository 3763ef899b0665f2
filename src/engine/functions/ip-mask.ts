import { isIPv4 } from 'node:net';

/** The bits of an IPv4 address that a mask leaves; undefined where either is no IPv4 address. */
export function ipMask(mask: string, address: string): string | undefined {
  if (!isIPv4(mask) || !isIPv4(address)) return undefined;
  const bits = mask.split('.').map(Number);
  return address
    .split('.')
    .map((octet, index) => Number(octet) & (bits[index] ?? 0))
    .join('.');
}
