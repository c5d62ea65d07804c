import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames, urlOf } from './services.js';
import type { Stack } from './stack.js';

/** Addresses of the running stack, for the tools that drive it (`npm run journey`, `npm run dlq`). */
export function writeStackFile({ settings, surroundings }: Stack): void {
  const file = join(settings.data, 'stack.json');
  const content = {
    gatewayUrl: urlOf(surroundings.ports, 'gateway'),
    simulatorsUrl: urlOf(surroundings.ports, 'simulators'),
    brokers: surroundings.brokers,
    topicPrefix: surroundings.topicPrefix,
    adminUrl: surroundings.adminUrl,
    services: Object.fromEntries(serviceNames.map((name) => [name, urlOf(surroundings.ports, name)])),
  };
  writeFileSync(`${file}.part`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
