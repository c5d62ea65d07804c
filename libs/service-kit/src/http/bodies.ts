import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RawServerDefault } from 'fastify';
import { ProblemError } from './problem.js';

/** Vendors post here; what they send is proved on its bytes, so it is not parsed. */
const isCallback = (url: string | undefined): boolean => url?.startsWith('/callbacks/') ?? false;

/**
 * JSON is the only body of an ordinary route. A callback takes any type and gets no parsed body, only
 * `request.rawBody`: broken JSON of a vendor is the vendor's handler's to refuse, in the vendor's own words.
 */
export function readBodies(app: NestFastifyApplication, bodyLimit: number): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  app.useBodyParser<RawServerDefault>('application/json', { bodyLimit }, (request, body, done) => {
    if (isCallback(request.url)) done(null, undefined);
    else void parseJson(request, body.toString('utf8'), done);
  });
  app.useBodyParser('*', { bodyLimit }, (request, _body, done) => {
    if (isCallback(request.url)) done(null, undefined);
    else done(new ProblemError(415, 'request/unsupported-media-type', 'Send application/json'));
  });
}
