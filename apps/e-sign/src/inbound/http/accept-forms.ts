import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export const limits = {
  photoBytes: 20 * 1024 * 1024,
  photos: 30,
  totalBytes: 200 * 1024 * 1024,
  recordBytes: 256 * 1024,
} as const;

/** Parts that are text, however a sender labels them; every other part is a file. */
const FIELDS = ['record', 'why'];

/** Lets a route read a form part by part, as it arrives. */
export async function acceptForms(app: NestFastifyApplication): Promise<void> {
  await app.register(multipart, {
    isPartAFile: (name) => !FIELDS.includes(name ?? ''),
    // A file that is too long is cut, and told by its name; the parser would end the whole form without one.
    throwFileSizeLimit: false,
    limits: {
      fileSize: limits.photoBytes,
      files: limits.photos,
      fields: 10,
      fieldSize: limits.recordBytes,
    },
  });
}
