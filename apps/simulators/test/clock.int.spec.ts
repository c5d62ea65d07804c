import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, type Json } from './running.js';

let sim: Running;
const aborts: AbortController[] = [];

beforeEach(async () => {
  sim = await Running.start();
});
afterEach(async () => {
  for (const abort of aborts.splice(0)) abort.abort();
  await sim.stop();
});

/** Reads the lines of a stream one by one. */
async function stream(name: string): Promise<() => Promise<Json>> {
  const abort = new AbortController();
  aborts.push(abort);
  const response = await fetch(`${sim.url}/clock/stream?name=${name}`, { signal: abort.signal });
  const reader = response.body?.getReader();
  let rest = '';
  return async () => {
    while (!rest.includes('\n')) rest += Buffer.from((await reader?.read())?.value ?? []).toString();
    const [line = '', ...others] = rest.split('\n');
    rest = others.join('\n');
    return JSON.parse(line) as Json;
  };
}

describe('the clock', () => {
  it('ends a move only when every connected stream has acknowledged it', async () => {
    const next = await stream('tracking');
    const first = await next();
    expect(first).toEqual({ version: 1, offsetMs: 0 });
    let over = false;
    const move = sim.call('POST', '/clock/advance', { ms: 5_000 }).finally(() => {
      over = true;
    });
    expect(await next()).toEqual({ version: 2, offsetMs: 5_000 });
    await sim.call('GET', '/clock');
    expect(over).toBe(false);
    await sim.call('POST', '/clock/acks', { name: 'tracking', version: 2 });
    expect((await move).json).toMatchObject({ version: 2, offsetMs: 5_000, acked: ['tracking'] });
  });

  it('names who did not acknowledge in time', async () => {
    const next = await stream('asleep');
    await next();
    const { status, json } = await sim.call('POST', '/clock/advance', { ms: 1 });
    expect(status).toBe(504);
    expect(json['missing']).toEqual(['asleep']);
  }, 10_000);

  it('waits no longer for a stream that is gone', async () => {
    await stream('leaving');
    const move = sim.call('POST', '/clock/advance', { ms: 1 });
    aborts[0]?.abort();
    expect((await move).status).toBe(200);
  });

  it('refuses to move back, and is where it was after a restart', async () => {
    expect((await sim.call('POST', '/clock/advance', { ms: -1 })).status).toBe(400);
    await sim.call('POST', '/clock/advance', { ms: 86_400_000 });
    const order = await sim.order();
    const number = await sim.shipped(order);
    await sim.stop({ keep: true });
    sim = await Running.start(sim.dir);
    expect((await sim.call('GET', '/clock')).json).toMatchObject({ offsetMs: 86_400_000, version: 2 });
    expect((await sim.call('GET', `/control/orders/${order}`)).json).toMatchObject({ status: 'shipped' });
    expect((await sim.call('GET', `/control/parcels/${number}`)).status).toBe(200);
    expect(await sim.ledger('pushes')).not.toEqual([]);
  });
});
