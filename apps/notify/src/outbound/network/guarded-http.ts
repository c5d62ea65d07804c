import { Agent, request } from 'undici';
import { isIP, type LookupFunction } from 'node:net';
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
/** Below the five seconds after which many servers close a quiet connection. */
const QUIET_MS = 4_000;
const MOST_ADDRESSES = 500;

/**
 * One POST to a stranger: to the very address that was checked, with the name's own TLS identity, through no proxy,
 * following nothing, reading little, in limited time. Connections are kept for the next POST to the same address.
 */
export class GuardedHttp {
  /** By the address they are bound to, the one used last at the end. */
  private readonly agents = new Map<string, Agent>();

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
    const answer = await request(url, {
      method: 'POST',
      headers: { ...headers },
      body,
      signal,
      dispatcher: this.agentOf(address),
    });
    const text = await beginning(answer.body);
    return { status: answer.statusCode, headers: answer.headers, text };
  }

  private agentOf(address: string): Agent {
    const agent =
      this.agents.get(address) ??
      new Agent({
        connect: { lookup: pinned(address), timeout: this.totalMs },
        keepAliveTimeout: QUIET_MS,
        keepAliveMaxTimeout: QUIET_MS,
      });
    this.agents.delete(address);
    this.agents.set(address, agent);
    const [oldest] = this.agents;
    if (oldest && this.agents.size > MOST_ADDRESSES) {
      this.agents.delete(oldest[0]);
      void oldest[1].close();
    }
    return agent;
  }
}

const pinned =
  (address: string): LookupFunction =>
  (_host, options, done) => {
    const family = isIP(address);
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
