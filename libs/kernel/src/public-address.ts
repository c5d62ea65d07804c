import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose registries: private, shared, local to a link or a machine, reserved, for examples, multicast. */
const refusedV4Nets = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Within the global unicast range 2000::/3, the only one that is let through. */
const refusedV6Nets = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const refusedV4 = new BlockList();
const loopback = new BlockList();
const globalV6 = new BlockList();
const refusedV6 = new BlockList();
for (const [net, bits] of refusedV4Nets) refusedV4.addSubnet(net, bits, 'ipv4');
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
globalV6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of refusedV6Nets) refusedV6.addSubnet(net, bits, 'ipv6');

/**
 * Whether an IP address is one anybody may be sent to: global unicast only. An IPv4 address written inside an IPv6 one
 * has a name of its own, and is refused in this one. A name is no address.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refusedV4.check(address, 'ipv4');
    case 6:
      return globalV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
    default:
      return false;
  }
}

export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Of a URL, without the brackets of an IPv6 address and the dot of an absolute name. */
export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
