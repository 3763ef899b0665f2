import { BlockList, isIP } from 'node:net';
import { memo } from './memo.ts';

/** Whether an address lies in a network such as `10.0.0.0/8` or `fe80::/10`. Texts that are neither never match. */
export function cidrMatcher(): (address: string, network: string) => boolean {
  const listOf = memo(blockList);
  return (address, network) => {
    const version = isIP(address);
    // A zone (fe80::1%eth0) is no part of an address.
    if (version === 0 || address.includes('%')) return false;
    return listOf(network).check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/** The addresses of a network; none for a text that is no network. */
function blockList(network: string): BlockList {
  const list = new BlockList();
  const [, base = '', prefix = ''] = /^([^/%]+)\/(\d{1,3})$/.exec(network) ?? [];
  const version = isIP(base);
  if (version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128)) {
    list.addSubnet(base, Number(prefix), version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
