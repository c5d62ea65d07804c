import { request } from 'undici';
import { PlatformFailure } from '../../../application/ports.js';

/** Far more than any documented page of a hundred orders. */
const LONGEST_ANSWER = 20_000_000;

export interface PlatformCall {
  /** Of the platform, for messages. */
  readonly platform: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

/**
 * One HTTP call; answers the text of any answer below 500. Silence, a broken connection, an endless answer, HTTP 5xx
 * and a redirection, which is not followed, are `transient`, HTTP 429 is `throttled`. No message holds the URL: it may
 * carry a token.
 */
export async function callPlatform(call: PlatformCall): Promise<string> {
  const { platform, url, method = 'POST', headers = {}, body, timeoutMs } = call;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await request(url, { method, headers, body, signal });
    const { statusCode: status } = answer;
    if (status === 429 || status >= 500 || (status >= 300 && status < 400)) {
      void answer.body.dump().catch(() => undefined);
      throw new PlatformFailure(
        status === 429 ? 'throttled' : 'transient',
        `${platform} answered HTTP ${status}`,
      );
    }
    return await readAnswer(platform, answer.body);
  } catch (error) {
    if (error instanceof PlatformFailure) throw error;
    const name = error instanceof Error ? error.name : 'unknown';
    throw new PlatformFailure('transient', `${platform} gave no answer: ${name}`);
  }
}

async function readAnswer(platform: string, body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new PlatformFailure('transient', `${platform} gave an endless answer`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
