import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The simulated clock as a process would see it whose own clock is wrong: everything else is passed on. */
export class SkewedClock {
  private constructor(
    private readonly server: Server,
    private readonly upstream: string,
    private readonly skewMs: number,
  ) {}

  static async start(upstream: string, skewMs: number): Promise<SkewedClock> {
    const server = createServer();
    const clock = new SkewedClock(server, upstream, skewMs);
    server.on('request', (request: IncomingMessage, reply: ServerResponse) => {
      clock.answer(request, reply).catch(() => reply.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return clock;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const over = new AbortController();
    reply.on('close', () => {
      over.abort();
    });
    const post = request.method === 'POST';
    const answer = await fetch(this.upstream + (request.url ?? ''), {
      method: request.method ?? 'GET',
      signal: over.signal,
      ...(post ? { headers: { 'content-type': 'application/json' }, body: await bodyOf(request) } : {}),
    });
    reply.writeHead(answer.status, { 'content-type': 'application/json' });
    reply.flushHeaders();
    const decoder = new TextDecoder();
    for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>)
      reply.write(this.skewed(decoder.decode(part, { stream: true })));
    reply.end();
  }

  /** Readings and moves are short: one never comes in two parts. */
  private skewed(text: string): string {
    return text.replace(
      /"offsetMs":(-?\d+)/g,
      (_, offset: string) => `"offsetMs":${Number(offset) + this.skewMs}`,
    );
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}
