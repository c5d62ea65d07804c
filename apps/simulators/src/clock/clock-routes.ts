import type { FastifyInstance } from 'fastify';
import { problem } from '../control/problem.js';
import type { Ledger } from '../ledger/ledger.js';
import type { SimulatedClock, Stream } from './simulated-clock.js';

const KEEP_ALIVE_MS = 15_000;
const YEAR_MS = 366 * 86_400_000;

export function clockRoutes(app: FastifyInstance, clock: SimulatedClock, ledger: Ledger): void {
  app.get('/clock', () => clock.reading());

  app.get<{ Querystring: { name: string } }>(
    '/clock/stream',
    { schema: { querystring: named } },
    (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
      const stream: Stream = {
        name: request.query.name,
        send: (line) => void raw.write(line),
        close: () => void raw.destroy(),
      };
      const keepAlive = setInterval(() => raw.write('\n'), KEEP_ALIVE_MS);
      keepAlive.unref();
      raw.on('error', () => undefined);
      raw.on('close', () => {
        clearInterval(keepAlive);
        clock.disconnect(stream);
      });
      clock.connect(stream);
    },
  );

  app.post<{ Body: { name: string; version: number } }>(
    '/clock/acks',
    { schema: { body: ackBody } },
    async (request, reply) => {
      clock.ack(request.body.name, request.body.version);
      return reply.code(204).send();
    },
  );

  app.post<{ Body: { ms: number } }>(
    '/clock/advance',
    { schema: { body: advanceBody } },
    async (request, reply) => {
      const { missing, ...move } = await clock.advance(request.body.ms);
      ledger.add('clock', { ms: request.body.ms, ...move, missing });
      if (missing.length === 0) return move;
      const late = `no acknowledgement from ${missing.join(', ')}`;
      return problem(reply, 504, 'sim/clock-not-acked', late, { ...move, missing });
    },
  );
}

const name = { type: 'string', minLength: 1, maxLength: 80 } as const;
const named = { type: 'object', required: ['name'], properties: { name } } as const;
const ackBody = {
  type: 'object',
  required: ['name', 'version'],
  additionalProperties: false,
  properties: { name, version: { type: 'integer', minimum: 1 } },
} as const;
const advanceBody = {
  type: 'object',
  required: ['ms'],
  additionalProperties: false,
  properties: { ms: { type: 'integer', minimum: 0, maximum: YEAR_MS } },
} as const;
