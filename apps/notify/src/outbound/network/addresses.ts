import ipaddr from 'ipaddr.js';

const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::');
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
  return ipaddr.isValid(host) && !isAllowed(host, allowLoopback) ? 'is not a public address' : undefined;
}

/**
 * Global unicast only: nothing private, shared (100.64/10), link-local, unique-local, translated or reserved. An IPv4
 * address inside an IPv6 one counts as what it is.
 */
export function isAllowed(address: string, allowLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'loopback') return allowLoopback;
  if (parsed.kind() === 'ipv6' && !(parsed as ipaddr.IPv6).match(GLOBAL_IPV6, 3)) return false;
  return range === 'unicast';
}

/** Without the brackets of an IPv6 literal and the dot of an absolute name. */
export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
