import fastifyStatic from '@fastify/static';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { absolutePath } from 'swagger-ui-dist';

const PAGE = `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>Cartrail API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="reference"></div><script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script></body></html>`;
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference' });`;

/** `/openapi.json` and, for people, `/docs`; everything it loads is served from here. */
export async function addReference(app: NestFastifyApplication): Promise<void> {
  const document: OpenAPIObject = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Cartrail')
      .setDescription('直播电商售后物流 · After-sales logistics for live commerce')
      .setVersion('0.1.0')
      .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'ct_…' })
      .build(),
  );
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, { root: absolutePath(), prefix: '/docs/assets/', index: false });
  fastify.get('/openapi.json', (_request, reply) => reply.send(document));
  fastify.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  fastify.get('/docs/start.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(START),
  );
}
