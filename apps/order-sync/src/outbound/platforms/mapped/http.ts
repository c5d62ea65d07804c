import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { PlatformFailure } from '../../../application/ports.js';
import { checkUrl, publicLookup, resolveBySystem, type Resolve } from './public-hosts.js';

/** Far more than a page of five hundred orders. */
const LONGEST_ANSWER = 20_000_000;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export type Send = (request: HttpRequest, timeoutMs: number) => Promise<HttpAnswer>;

export interface Reach {
  /** For development only: lets plain HTTP and addresses of our own network through. */
  readonly allowPrivate: boolean;
  readonly resolve?: Resolve;
}

/**
 * One HTTP call to a public host, following no redirect. Silence, a broken connection and an endless answer are
 * `transient`, an address that is not public is `forbidden`. No message holds the URL: it may carry a token.
 */
export function sender({ allowPrivate, resolve = resolveBySystem }: Reach): Send {
  const agentOptions = {
    keepAlive: true,
    maxSockets: 16,
    ...(!allowPrivate && { lookup: publicLookup(resolve) }),
  };
  const agents = { http: new HttpAgent(agentOptions), https: new HttpsAgent(agentOptions) };
  return async ({ method, url, headers, body }, timeoutMs) => {
    if (!allowPrivate) checkUrl(url);
    const isTls = url.protocol === 'https:';
    const options = {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
      agent: isTls ? agents.https : agents.http,
      signal: AbortSignal.timeout(timeoutMs),
    };
    try {
      return await new Promise<HttpAnswer>((resolved, failed) => {
        const sent = (isTls ? requestHttps : requestHttp)(url, options, (response) => {
          read(response).then(resolved, failed);
        });
        sent.on('error', failed);
        sent.end(body);
      });
    } catch (error) {
      if (error instanceof PlatformFailure) throw error;
      const name = error instanceof Error ? error.name : 'unknown';
      throw new PlatformFailure('transient', `the mapped shop gave no answer: ${name}`);
    }
  };
}

async function read(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += (chunk as Buffer).length;
    if (length > LONGEST_ANSWER)
      throw new PlatformFailure('transient', 'the mapped shop gave an endless answer');
    chunks.push(chunk as Buffer);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}
