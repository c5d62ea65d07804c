import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { hostOf, isPublicAddress } from '@cartrail/kernel';
import { PlatformFailure } from '../../../application/ports.js';

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
  const host = hostOf(url);
  if (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host))) throw new NotPublic();
}

/** Looks a name up for a connection about to be made, so that what is checked is what is connected to. */
export const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
          callback(new NotPublic(), '', 4);
        else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('no such host'), '', 4);
      },
    );
  };
