import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { PlatformFailure } from '../../../application/ports.js';

const privateV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
/** Within the global unicast range 2000::/3, the only one that is let through. */
const specialV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const refusedV4 = new BlockList();
const globalV6 = new BlockList();
const refusedV6 = new BlockList();
for (const [net, bits] of privateV4) refusedV4.addSubnet(net, bits, 'ipv4');
globalV6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of specialV6) refusedV6.addSubnet(net, bits, 'ipv6');

/** Global unicast only: nothing private, shared, local to a link or a machine, translated, reserved or for examples. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refusedV4.check(address, 'ipv4');
    case 6:
      return globalV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
    default:
      return false;
  }
}

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const ask = promisify(systemLookup);
export const resolveBySystem: Resolve = (host) => ask(host, { all: true, verbatim: true });

export class NotPublic extends PlatformFailure {
  constructor() {
    super('forbidden', 'the mapping names an address that is not a public one');
  }
}

/** The scheme and, where the host is an address itself, that: a name is checked when it is looked up. */
export function checkUrl(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublic(host))) throw new NotPublic();
}

/** Looks a name up for a connection about to be made, so that what is checked is what is connected to. */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => isPublic(address))) callback(new NotPublic(), '', 4);
        else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('no such host'), '', 4);
      },
    );
  };
