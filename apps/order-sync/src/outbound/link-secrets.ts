import { createHash, randomBytes } from 'node:crypto';
import type { LinkSecrets } from '../application/ports.js';

export const linkSecrets: LinkSecrets = {
  make: () => randomBytes(16).toString('hex'),
  hash: (secret) => createHash('sha256').update(secret).digest('hex'),
};
