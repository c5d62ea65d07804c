import { isIP } from 'node:net';
import { hostOf, isPublicAddress } from '@cartrail/kernel';
import type { HostRule } from '../../application/ports.js';

const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp)$/;

/**
 * Encrypted, and outside: whoever names a host chooses what this service calls. A name that leads inside meets a server
 * that cannot show that name's certificate.
 */
export const publicOnly: HostRule = (url) => {
  const host = hostOf(url);
  if (url.protocol !== 'https:' && url.protocol !== 'wss:') return 'must be reached over TLS';
  const inside = isIP(host) === 0 ? !host.includes('.') || INSIDE.test(host) : !isPublicAddress(host);
  return inside ? 'must be a public address' : undefined;
};

/** On a developer's machine the platforms are simulators. */
export const anyHost: HostRule = () => undefined;
