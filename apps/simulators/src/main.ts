import { buildApp } from './app.js';
import { loadConfig } from './config.js';
import { World } from './world.js';

const config = loadConfig();
const world = new World(config);
const app = await buildApp(world);
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Doors first: what was accepted is in the last snapshot.
  await app.close();
  await world.stop();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
world.start();
const address = await app.listen({ port: config.port, host: config.host });
process.stdout.write(`${JSON.stringify({ service: 'simulators', msg: 'listening', address })}\n`);
