import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { expect, it } from '@jest/globals';
import { topics } from '@cartrail/contracts';
import { testServers, waitUntil, type TestEnvironment } from '@cartrail/testing';
import { Client } from 'pg';
import { ChangeShell, withTenants } from '@cartrail/messaging';
import { DataSource } from 'typeorm';
import { hit, startPlumbing } from './support/things.js';

const listen = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
const close = (server: Server) => new Promise((resolve) => server.close(resolve));

/** A port at which nobody answers until `appear` puts the broker behind it. */
async function absentBroker() {
  const taken = createServer();
  const port = await listen(taken, 0);
  await close(taken);
  const [host, brokerPort] = (testServers().brokers[0] ?? '').split(':');
  const door = createServer((socket) => {
    const broker = connect(Number(brokerPort), host);
    socket.on('error', () => broker.destroy());
    broker.on('error', () => socket.destroy());
    socket.pipe(broker).pipe(socket);
  });
  return { address: `127.0.0.1:${port}`, appear: () => listen(door, port), leave: () => close(door) };
}

it('a relay that starts while the broker is away sends once the broker is there', async () => {
  const broker = await absentBroker();
  let tries = 0;
  const service = await startPlumbing({
    brokers: [broker.address],
    log: (message) => {
      if (message.startsWith('relay 0:')) tries += 1;
    },
  });
  try {
    await waitUntil(() => (tries > 0 ? undefined : 'the relay to have tried'), 30_000);
    await withTenants(service.app.get(DataSource), ['demo01'], (tx) =>
      service.app.get(ChangeShell).apply(tx, ['demo01'], [hit('waits for the broker')]),
    );
    await broker.appear();
    await service.caughtUp();
    expect(service.published('OrderClosed')).toHaveLength(1);
  } finally {
    await service.stop();
    await broker.leave();
  }
});

it('a relay that still looks for its broker does not hold up the end of its service', async () => {
  const broker = await absentBroker();
  const service = await startPlumbing({ brokers: [broker.address] });
  const startedAt = performance.now();
  await service.stop();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

it('a service whose outbox holds rows of another number of shards does not start, and says what to do', async () => {
  const before = async ({ databaseUrl }: TestEnvironment) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `INSERT INTO outbox (shard, topic, key, headers, payload) VALUES (1, $1, 'demo01:1', '{}', '{}')`,
      [topics.orderEvents.name],
    );
    await client.end();
  };
  await expect(startPlumbing({ before })).rejects.toThrow(
    'rows of another OUTBOX_SHARDS than 1: set it back',
  );
});
