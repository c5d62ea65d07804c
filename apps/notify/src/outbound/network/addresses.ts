import { isIP } from 'node:net';
import { hostOf, isLoopbackAddress, isPublicAddress } from '@cartrail/kernel';

const HTTPS_PORTS = new Set(['', '443', '8443']);

/** A URL we may try, or the rule it breaks. Says nothing about what its name resolves to. */
export function urlProblem(text: string, allowLoopback: boolean): string | undefined {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'must not carry credentials';
  if (allowLoopback && isLoopbackHost(hostOf(url)) && /^https?:$/.test(url.protocol)) return undefined;
  if (url.protocol !== 'https:') return 'must be https';
  if (!HTTPS_PORTS.has(url.port)) return 'must use port 443 or 8443';
  const host = hostOf(url);
  return isIP(host) !== 0 && !isAllowed(host, allowLoopback) ? 'is not a public address' : undefined;
}

export const isAllowed = (address: string, allowLoopback: boolean): boolean =>
  isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address));

const isLoopbackHost = (host: string): boolean => host === 'localhost' || isLoopbackAddress(host);
