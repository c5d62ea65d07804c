import { Advice, messageOf } from './advice.js';

export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export async function call(request: Request): Promise<Reply> {
  const { method, url, key, body } = request;
  const headers: Record<string, string> = { ...request.headers };
  if (key !== undefined) headers.authorization = `Bearer ${key}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(url, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, body: parse(await response.text()) };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}

/** As `call`, and anything but success is an advice naming the command. */
export async function command(request: Request): Promise<Record<string, unknown>> {
  const reply = await call(request).catch((error: unknown) => {
    throw new Advice(
      `${request.method} ${request.url} did not answer (${messageOf(error)}): see .cartrail/logs`,
    );
  });
  if (reply.status >= 200 && reply.status < 300) return reply.body;
  throw new Advice(
    `${request.method} ${request.url} answered ${reply.status}: ${JSON.stringify(reply.body)}`,
  );
}

/** Whether a health address answers 200 within a second or two. */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
