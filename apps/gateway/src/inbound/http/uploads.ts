import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemError } from '@cartrail/service-kit';

const TAKE_FORMS: ReadonlySet<string | undefined> = new Set([
  '/v1/sign-offs',
  '/v1/sign-offs/:signOffId/corrections',
]);

/** Forms go through as streams: what is in them, and how large it may be, is their owner's to say. */
export function passUploadsOn(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser('multipart/form-data', (request, payload, done) => {
    if (TAKE_FORMS.has(request.routeOptions.url)) done(null, payload);
    else done(new ProblemError(415, 'request/unsupported-media-type', 'Send application/json'));
  });
}
