import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTestDatabase, waitUntil, type TestDatabase } from '@cartrail/testing';
import { Client } from 'pg';
import { Leadership } from '../src/timers/leadership.js';
import { Timers } from '../src/timers/timers.js';

describe('timers of a service with two processes', () => {
  let database: TestDatabase;
  let processes: Timers[] = [];
  let runs: string[] = [];

  beforeEach(async () => {
    database = await createTestDatabase({ service: 'timers', migrations: [] });
    runs = [];
    processes = ['first', 'second'].map((name) => {
      const timers = new Timers(new Leadership(database.url, name), () => undefined);
      timers.runEvery('job', 20, () => {
        runs.push(name);
        return Promise.resolve();
      });
      return timers;
    });
  });
  afterEach(async () => {
    await Promise.all(processes.map((timers) => timers.stop()));
    await database.drop();
  });

  it('run in one of them, and in the other once the first has gone', async () => {
    const [first, second] = processes;
    await first?.start();
    await waitUntil(() => (runs.length > 0 ? undefined : 'the first run'));
    await second?.start();
    await waitUntil(() => (runs.length > 5 ? undefined : 'more runs'));
    expect(new Set(runs)).toEqual(new Set(['first']));

    await first?.stop();
    await waitUntil(() => (runs.includes('second') ? undefined : 'the other to take over'));
  });

  it('do not wait for their time where somebody says that there is something to do', async () => {
    const [timers] = processes;
    let turns = 0;
    timers?.runEvery('rare', 3_600_000, () => Promise.resolve(++turns));
    await timers?.start();
    await waitUntil(() => (turns === 1 ? undefined : 'the first turn'));
    timers?.wake('rare');
    await waitUntil(() => (turns === 2 ? undefined : 'the turn that was asked for'));
  });

  it('never run a job beside itself, also when it is asked for out of turn', async () => {
    let inside = 0;
    let most = 0;
    const [timers] = processes;
    if (!timers) throw new Error('no process');
    timers.runEvery('slow', 1, async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    });
    await timers.start();
    await Promise.all(Array.from({ length: 10 }, () => timers.runNow('slow')));
    expect(most).toBe(1);
  });

  it('have a leader again when its session failed, although the server still had it', async () => {
    const leadership = new Leadership(database.url, 'third');
    try {
      expect(await leadership.held()).toBe(true);
      const query = jest.spyOn(Client.prototype, 'query');
      query.mockImplementationOnce(() => {
        throw new Error('the network');
      });
      await expect(leadership.held()).rejects.toThrow('the network');
      query.mockRestore();
      await waitUntil(async () => ((await leadership.held()) ? undefined : 'the lead'));
    } finally {
      await leadership.release();
    }
  });
});
