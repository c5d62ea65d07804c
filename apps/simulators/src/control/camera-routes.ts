import type { FastifyInstance } from 'fastify';
import { photo } from '../camera/photo.js';
import { object } from './schemas.js';

const query = object({ side: { type: 'string', pattern: '^[1-9]\\d{0,3}$' } });

/** The warehouse's camera: each picture is a new one. */
export function cameraRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { side?: string } }>(
    '/photo',
    { schema: { querystring: query } },
    (request, reply) => reply.type('image/png').send(photo(Number(request.query.side ?? 16))),
  );
}
