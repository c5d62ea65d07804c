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
 * One HTTP call; answers the text of any answer below 500. Silence, a broken connection, an endless answer and HTTP
 * 5xx are `transient`, HTTP 429 is `throttled`. No message holds the URL: it may carry a token.
 */
export async function callPlatform(call: PlatformCall): Promise<string> {
  const { platform, url, method = 'POST', headers = {}, body, timeoutMs } = call;
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'error',
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 429) throw new PlatformFailure('throttled', `${platform} answered HTTP 429`);
    if (response.status >= 500)
      throw new PlatformFailure('transient', `${platform} answered HTTP ${response.status}`);
    return await readAnswer(platform, response);
  } catch (error) {
    if (error instanceof PlatformFailure) throw error;
    const name = error instanceof Error ? error.name : 'unknown';
    throw new PlatformFailure('transient', `${platform} gave no answer: ${name}`);
  }
}

async function readAnswer(platform: string, response: Response): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).length;
    if (length > LONGEST_ANSWER) throw new PlatformFailure('transient', `${platform} gave an endless answer`);
    chunks.push(Buffer.from(chunk as Uint8Array));
  }
  return Buffer.concat(chunks).toString('utf8');
}
