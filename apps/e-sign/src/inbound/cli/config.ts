import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the tool finds what it looks at. */
export interface Places {
  readonly databaseUrl: () => string;
  readonly objects: string;
  /** `SIGNING_KEYS`, where the tool runs with the service's own settings. */
  readonly signingKeys?: string;
  readonly serviceUrl?: string;
}

interface Stack {
  readonly adminUrl: string;
  readonly services: Readonly<Record<string, string>>;
}

/** The environment first; what it leaves out is the local stack's that runs from this folder. */
export function places(env: NodeJS.ProcessEnv = process.env): Places {
  const data = resolve(env['CARTRAIL_DATA'] ?? '.cartrail');
  const stack = readStack(join(data, 'stack.json'));
  return {
    databaseUrl: () => env['DATABASE_URL'] ?? databaseOf(stack),
    objects: env['OBJECT_STORE_DIR'] ?? join(data, 'objects'),
    signingKeys: env['SIGNING_KEYS'],
    serviceUrl: env['ESIGN_URL'] ?? stack?.services['e-sign'],
  };
}

function readStack(file: string): Stack | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stack) : undefined;
}

function databaseOf(stack: Stack | undefined): string {
  if (!stack)
    throw new Error('set DATABASE_URL to e-sign’s database, or run this beside a started local stack');
  const database = new URL(stack.adminUrl);
  database.pathname = '/cartrail_e_sign';
  return database.toString();
}
