import { BlockList, isIP } from 'node:net';

/** Whether an address lies in a network such as `10.0.0.0/8` or `fe80::/10`. Texts that are neither never match. */
export function cidrMatcher(): (address: string, network: string) => boolean {
  const lists = new Map<string, BlockList | undefined>();
  return (address, network) => {
    if (!lists.has(network)) lists.set(network, listOf(network));
    const version = isIP(address);
    // The parser of zones (fe80::1%eth0) is not of the address.
    if (version === 0 || address.includes('%')) return false;
    return lists.get(network)?.check(address, version === 4 ? 'ipv4' : 'ipv6') ?? false;
  };
}

function listOf(network: string): BlockList | undefined {
  const [, base = '', prefix = ''] = /^([^/%]+)\/(\d{1,3})$/.exec(network) ?? [];
  const version = isIP(base);
  if (version === 0 || Number(prefix) > (version === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(base, Number(prefix), version === 4 ? 'ipv4' : 'ipv6');
  return list;
}
