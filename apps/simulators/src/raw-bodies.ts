import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';

/** What a vendor endpoint received: the exact text, and its fields where it is a form. */
export class Received {
  constructor(
    readonly text: string,
    readonly form: ReadonlyMap<string, string> | undefined,
  ) {}

  static of(body: unknown): Received {
    return body instanceof Received ? body : new Received('', undefined);
  }
}

/** In this scope nothing is parsed but forms, and the text stays at hand: signatures are over what was sent. */
export async function keepRawBodies(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new Received(body.toString(), undefined));
  });
  const parser = (text: string): Record<string, unknown> =>
    new Received(text, new Map(new URLSearchParams(text))) as unknown as Record<string, unknown>;
  await app.register(formbody, { parser });
}
