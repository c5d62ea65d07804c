import { createHash, randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fastify } from 'fastify';

/** U: a Fastify that hashes what it is sent on its way to a file, and answers once the disk has it. */
const folder = process.argv[2] ?? '';
const server = fastify({ bodyLimit: 100 * 2 ** 20 });
server.addContentTypeParser('multipart/form-data', (_request, payload, done) => {
  done(null, payload);
});
server.post('/v1/sign-offs', async (request, reply) => {
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for await (const chunk of request.body as Readable) {
      hash.update(chunk as Buffer);
      await file.write(chunk as Buffer);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await unlink(path); // no measure needs it, and a minute of them fills a disk
  return reply.status(201).send({ sha256: hash.digest('hex') });
});
console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
