import type { FastifyReply } from 'fastify';
import type { ApiFault } from './delivery/faults.js';

const TIME_OUT_MS = 30_000;

/** Waits without keeping the process alive. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** Lets a call suffer its fault; true when it has no further answer. */
export async function suffer(fault: ApiFault | undefined, reply: FastifyReply): Promise<boolean> {
  switch (fault) {
    case undefined:
    case 'throttled':
      return false;
    case 'time-out':
      await pause(TIME_OUT_MS);
      return false;
    case 'unanswered-query':
      cut(reply);
      return true;
    case '500':
      await reply.code(500).type('text/html').send('<html><body>Internal Server Error</body></html>');
      return true;
  }
}

/** Ends the connection without a word. */
export function cut(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}
