import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** A host's addresses. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * Public DNS by c-ares: no hosts file and no search domains, so that a name inside a cluster means nothing here; and
 * no thread of the pool that a slow name server could hold.
 */
export function dnsResolve(timeoutMs: number): Resolve {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  return async (host) => {
    if (isIP(host) !== 0) return [host];
    if (host === 'localhost') return ['127.0.0.1'];
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}
