import { createServer } from 'node:net';
import { Advice } from './advice.js';

const offsets = {
  gateway: 0,
  'order-sync': 1,
  tracking: 2,
  returns: 3,
  'e-sign': 4,
  notify: 5,
  simulators: 20,
  kafka: 30,
  kafkaController: 31,
  postgres: 40,
} as const;

export type PortName = keyof typeof offsets;
export type Ports = Readonly<Record<PortName, number>>;

const names = Object.keys(offsets) as PortName[];

export function portsFrom(base: number): Ports {
  return Object.fromEntries(names.map((name) => [name, base + offsets[name]])) as Ports;
}

/** Fails with what to do when another program holds one of the ports. */
export async function requireFree(ports: Ports, wanted: readonly PortName[] = names): Promise<void> {
  for (const name of wanted) {
    if (await isFree(ports[name])) continue;
    throw new Advice(
      `port ${ports[name]} (${name}) is taken by another program: stop it, or set CARTRAIL_PORT_BASE to another base such as 7300`,
    );
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** A base whose whole range is free, for stacks that live only as long as a test run. */
export async function freeBase(): Promise<Ports> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const ports = portsFrom(17_000 + 50 * Math.floor(Math.random() * 200));
    const free = await Promise.all(names.map((name) => isFree(ports[name])));
    if (free.every(Boolean)) return ports;
  }
  throw new Advice('no free ports between 17000 and 27000: stop some programs and try again');
}
