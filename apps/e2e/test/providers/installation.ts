import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningStack } from '../stack.js';
import type { Installation } from './tenant.js';

/** What a provider of the registry can do: `true`, or why not. */
export interface Listed {
  readonly provider: string;
  readonly features: Readonly<Record<string, true | string>>;
}

export async function installationOf(stack: RunningStack, listed: readonly Listed[]): Promise<Installation> {
  const read = async (name: string): Promise<Readonly<Record<string, unknown>>> =>
    JSON.parse(await readFile(join(stack.data, name), 'utf8')) as Readonly<Record<string, unknown>>;
  const { gatewayUrl, simulatorsUrl, services } = await read('stack.json');
  const { bootstrapToken } = await read('secrets.json');
  return {
    gatewayUrl: String(gatewayUrl),
    simulatorUrl: String(simulatorsUrl),
    callbackUrl: (services as { readonly tracking: string }).tracking,
    bootstrapToken: String(bootstrapToken),
    pushing: new Set(
      listed.filter(({ features }) => features['push'] === true).map(({ provider }) => provider),
    ),
  };
}

/** `npm run carriers -- list`. */
export async function listed(stack: RunningStack): Promise<readonly Listed[]> {
  const { output } = await stack.run('libs/carriers/dist/cli.js', 'list', '--json');
  return JSON.parse(output) as readonly Listed[];
}

/** Vendors that are simulated, by the page of the control API. */
export async function simulated(simulatorUrl: string): Promise<readonly string[]> {
  const page = await (await fetch(`${simulatorUrl}/control`)).text();
  return [...page.matchAll(/PUT \/control\/([a-z0-9]+)-accounts/g)].map(([, vendor = '']) => vendor);
}
