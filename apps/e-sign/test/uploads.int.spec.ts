import { once } from 'node:events';
import { request } from 'node:http';
import { setImmediate as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Timers } from '@cartrail/messaging';
import {
  aTenantOpened,
  startProcess,
  TENANT,
  testServers,
  waitUntil,
  type StartedProcess,
} from '@cartrail/testing';
import { DataSource } from 'typeorm';
import {
  formOf,
  get,
  newKey,
  objectsIn,
  secrets,
  send,
  startESign,
  tokenFor,
  type ESign,
} from './e-sign-service.js';
import { png } from './pictures.js';
import { aReturn, expected, intact } from './returns.js';

const MB = 1024 * 1024;

describe('uploads', () => {
  let esign: ESign;
  beforeAll(async () => {
    esign = await startESign({ ORPHAN_SWEEP_MS: 3_600_000, ORPHAN_AFTER_MS: 0 });
    await esign.service.given(aTenantOpened());
    await esign.service.app.listen(0, '127.0.0.1');
  });
  afterAll(() => esign.stop());

  it('hold no photo in memory: six of 6 MB cost less than one of them', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const form = intact(sentBack);
    for (let at = 0; at < 6; at++) {
      form.files[`photo${at}`] = png(2_508);
      if (at >= 4) form.record.photos.push({ part: `photo${at}`, kind: 'ITEM' });
    }
    const { type, body } = await formOf(form);
    expect(body.length).toBeGreaterThan(36 * MB);
    const headers = {
      authorization: `Bearer ${await tokenFor()}`,
      'content-type': type,
      'content-length': String(body.length),
      'idempotency-key': newKey(),
    };
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    // What is dropped is swept beside the program: only what a second collection finds is really held.
    const held = async (): Promise<number> => {
      collect();
      await pause();
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const call = request(`${await esign.service.app.getUrl()}/internal/sign-offs`, {
      method: 'POST',
      headers,
    });
    const answered = once(call, 'response');
    const before = await held();
    let most = 0;
    for (let at = 0; at < body.length; at += 64 * 1024) {
      if (!call.write(body.subarray(at, at + 64 * 1024))) await once(call, 'drain');
      if (at % (4 * MB) === 0) most = Math.max(most, (await held()) - before);
    }
    call.end();
    const [response] = (await answered) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(201);
    expect(most).toBeLessThan(4 * MB);
  });

  it('tell a sender of 50 MB why, although it was still sending', async () => {
    const form = intact(aReturn());
    form.files['photo1'] = Buffer.alloc(50 * MB, png());
    const { type, body } = await formOf(form);
    const headers = {
      authorization: `Bearer ${await tokenFor()}`,
      'content-type': type,
      'idempotency-key': newKey(),
    };
    const url = `${await esign.service.app.getUrl()}/internal/sign-offs`;
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    expect([answer.status, await answer.json()]).toEqual([
      413,
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/photo1' })] }),
    ]);
  });

  it('leave nothing when the sender goes away in the middle', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const before = await objectsIn(esign.objects);
    const form = intact(sentBack);
    form.files['photo2'] = png(1_448);
    const { type, body } = await formOf(form);
    const headers = {
      authorization: `Bearer ${await tokenFor()}`,
      'content-type': type,
      'content-length': String(body.length),
      'idempotency-key': newKey(),
    };
    const call = request(`${await esign.service.app.getUrl()}/internal/sign-offs`, {
      method: 'POST',
      headers,
    });
    call.on('error', () => undefined);
    call.write(body.subarray(0, MB));
    await waitUntil(async () =>
      (await objectsIn(esign.objects)).length > before.length ? undefined : 'a staged photo',
    );
    call.destroy();
    await waitUntil(async () =>
      (await objectsIn(esign.objects)).length === before.length ? undefined : 'nothing staged',
    );
    expect(
      (await get(esign.service, `/internal/sign-offs?returnId=${sentBack.returnId}`)).body,
    ).toMatchObject({ data: [] });
  });

  it('leave nothing visible when the process dies between photos and record; the next one cleans up and signs', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const before = await objectsIn(esign.objects);
    const form = intact(sentBack);
    const { type, body } = await formOf(form);
    const key = newKey();
    const port = await freePort();
    const dying = await second(esign, port, { FAILPOINTS: 'publish.before_commit=crash' });
    const headers = {
      authorization: `Bearer ${await tokenFor()}`,
      'content-type': type,
      'idempotency-key': key,
    };
    const url = `http://127.0.0.1:${port}/internal/sign-offs`;
    await expect(fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })).rejects.toThrow();
    expect((await dying.exited).signal).toBe('SIGKILL');
    expect((await objectsIn(esign.objects)).length).toBe(before.length + 4);
    expect(
      (await get(esign.service, `/internal/sign-offs?returnId=${sentBack.returnId}`)).body,
    ).toMatchObject({ data: [] });
    await esign.service.app.get(Timers, { strict: false }).runNow('e-sign.orphans');
    expect(await objectsIn(esign.objects)).toEqual(before);
    const answer = await send(esign.service, { ...form, key });
    expect(answer.status).toBe(201);
    const rows: { index: string; size: string }[] = await indices(esign);
    expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, at) => at + 1));
    expect(Number(rows.at(-1)?.size)).toBe(rows.length);
  });
});

const indices = ({ service }: ESign): Promise<{ index: string; size: string }[]> =>
  service.app.get(DataSource, { strict: false }).transaction(async (tx) => {
    await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
    return tx.query(
      'SELECT s.log_index AS index, h.size FROM sign_off s JOIN evidence_head h USING (tenant_id) ORDER BY 1',
    );
  });

/** Another process of the same service: same database, same objects, same secrets. */
function second(
  { service, objects }: ESign,
  port: number,
  env: Record<string, string>,
): Promise<StartedProcess> {
  return startProcess({
    script: 'apps/e-sign/dist/main.js',
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    env: {
      PORT: String(port),
      DATABASE_URL: service.environment.databaseUrl,
      KAFKA_BROKERS: testServers().brokers.join(','),
      TOPIC_PREFIX: service.environment.topicPrefix,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      OBJECT_STORE_DIR: objects,
      ...secrets,
      ...env,
    },
  });
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
