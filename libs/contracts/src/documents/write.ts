import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '../index.js';
import { documents, schemaFolder } from './documents.js';

/** `npm run docs`: rewrites everything that is generated from the contracts. */
const root = fileURLToPath(new URL('../../../..', import.meta.url));
rmSync(join(root, schemaFolder), { recursive: true, force: true });
for (const [path, content] of documents(root)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
