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

export async function readStack(root: string): Promise<Stack> {
  const file = join(root, '.cartrail', 'demo.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error('no running stack is known here: start one with `npm start` or `npm run up`');
  });
  return JSON.parse(text) as Stack;
}
