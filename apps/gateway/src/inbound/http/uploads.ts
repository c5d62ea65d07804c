import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Multipart bodies go through as streams: what is in them, and how large it may be, is their owner's to say. */
export function passUploadsOn(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser('multipart/form-data', (_request, payload, done) => {
    done(null, payload);
  });
}
