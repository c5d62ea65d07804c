import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** A service's database, as the tool reaches it. */
export interface Database {
  readonly service: string;
  readonly url: string;
}

/**
 * `DATABASE_URL` is one service's database. Without it, the local stack that runs from this folder is asked, and
 * every service of it is there.
 */
export function databases(service: string | undefined, env: NodeJS.ProcessEnv = process.env): Database[] {
  const url = env['DATABASE_URL'];
  if (url) return [{ service: service ?? new URL(url).pathname.slice(1), url }];
  const stack = join(process.cwd(), '.cartrail', 'stack.json');
  if (!existsSync(stack))
    throw new Error('set DATABASE_URL to a service’s database, or run this beside a started local stack');
  const { adminUrl, services } = JSON.parse(readFileSync(stack, 'utf8')) as {
    adminUrl: string;
    services: Record<string, string>;
  };
  const names = Object.keys(services).filter((name) => service === undefined || name === service);
  if (names.length === 0) throw new Error(`the local stack has no service named ${service ?? ''}`);
  return names.map((name) => {
    const database = new URL(adminUrl);
    database.pathname = `/cartrail_${name.replaceAll('-', '_')}`;
    return { service: name, url: database.toString() };
  });
}

export const operator = (env: NodeJS.ProcessEnv = process.env): string =>
  env['CARTRAIL_OPERATOR'] ?? userInfo().username;
