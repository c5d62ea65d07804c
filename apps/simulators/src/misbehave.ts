import type { FastifyReply } from 'fastify';
import type { ApiFault } from './delivery/faults.js';

const TIME_OUT_MS = 30_000;
const JSON_TYPE = 'application/json; charset=utf-8';

/** Waits without keeping the process alive. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** More than any client should take in. */
const HUGE_BYTES = 5_000_000;

/** Lets a call suffer its fault; the HTTP status it ended with (0: no answer), `undefined` where it goes on. */
export async function suffer(fault: ApiFault | undefined, reply: FastifyReply): Promise<number | undefined> {
  switch (fault) {
    case undefined:
    case 'throttled':
      return undefined;
    case 'time-out':
      await pause(TIME_OUT_MS);
      return undefined;
    case 'unanswered-query':
    case 'no-answer':
      cut(reply);
      return 0;
    case '500':
      await reply.code(500).type('text/html').send('<html><body>Internal Server Error</body></html>');
      return 500;
    case '503':
      await reply.code(503).type('text/html').send('<html><body>Service Unavailable</body></html>');
      return 503;
    case 'malformed':
      await reply.type(JSON_TYPE).send('{"data":{"nothing":"');
      return 200;
    case 'huge':
      await reply.type(JSON_TYPE).send(`{"padding":"${'0'.repeat(HUGE_BYTES)}"}`);
      return 200;
  }
}

/** Ends the connection without a word. */
export function cut(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}
