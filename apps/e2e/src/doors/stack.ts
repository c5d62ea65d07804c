import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a running stack's public doors are, as the launcher writes them down. */
export interface Stack {
  readonly gatewayUrl: string;
  readonly simulatorUrl: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly tenantId: string;
  readonly vendorShopId: string;
  /** API keys by role. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Reads what `npm start` or `npm run up` left in its data folder. */
export async function readStack(root = process.env['CARTRAIL_DATA'] ?? '.cartrail'): Promise<Stack> {
  const { gatewayUrl, simulatorsUrl, brokers, topicPrefix } = await readJson<{
    gatewayUrl: string;
    simulatorsUrl: string;
    brokers: string[];
    topicPrefix: string;
  }>(root, 'stack.json');
  const { tenantId, keys } = await readJson<{ tenantId: string; keys: Record<string, string> }>(
    root,
    'demo.json',
  );
  return {
    gatewayUrl,
    simulatorUrl: simulatorsUrl,
    brokers,
    topicPrefix,
    tenantId,
    keys,
    vendorShopId: DEMO_SHOP,
  };
}

const DEMO_SHOP = '1000000001';

async function readJson<T>(root: string, name: string): Promise<T> {
  const text = await readFile(join(root, name), 'utf8').catch(() => {
    throw new Error('no running stack is known here: start one with `npm start` or `npm run up`');
  });
  return JSON.parse(text) as T;
}
