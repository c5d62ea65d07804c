import { Agent, request } from 'undici';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { CheckedAddresses } from './address-guard.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Its beginning. */
  readonly text: string;
}

const TOTAL_MS = 15_000;
const READ_BYTES = 64 * 1024;
const KEPT_BYTES = 4 * 1024;

/**
 * One POST to a stranger: to the very address that was checked, with the name's own TLS identity, through no proxy,
 * following nothing, reading little, in limited time.
 */
export class GuardedHttp {
  constructor(
    private readonly guard: CheckedAddresses,
    private readonly totalMs = TOTAL_MS,
  ) {}

  async post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    stop: AbortSignal,
  ): Promise<HttpAnswer> {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(this.totalMs)]);
    const address = await withSignal(this.guard.addressOf(url), signal);
    const dispatcher = new Agent({
      connect: { lookup: pinned(address), timeout: this.totalMs },
      connections: 1,
      pipelining: 0,
    });
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { ...headers },
        body,
        signal,
        dispatcher,
      });
      const text = await beginning(answer.body);
      return { status: answer.statusCode, headers: answer.headers, text };
    } finally {
      await dispatcher.destroy();
    }
  }
}

const pinned =
  (address: string): LookupFunction =>
  (_host, options, done) => {
    const family = ipaddr.parse(address).kind() === 'ipv6' ? 6 : 4;
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };

async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= READ_BYTES) break;
  }
  const kept = Buffer.concat(parts).subarray(0, KEPT_BYTES).toString('utf8');
  // PostgreSQL has no NUL in text.
  return kept.replaceAll('\u0000', '\ufffd');
}

function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
