import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify } from 'fastify';

/** F: a Fastify that knows one answer. A process of its own, as the gateway is one. */
const body = readFileSync(join(process.argv[2] ?? '', 'body.json'), 'utf8');
const server = fastify();
server.get('/v1/cases/:caseId', (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(body),
);
console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
