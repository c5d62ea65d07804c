import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AlertRaised,
  OrderImported,
  ShipmentAccepted,
  ShipmentFailed,
  type EventEnvelope,
} from '@cartrail/contracts';
import { DAY, HOUR, MINUTE, newId, SECOND, toIso } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import {
  anAlertRaised,
  aShipmentAccepted,
  aShipmentFailed,
  aShopAuthorisationLost,
  aShopGapClosed,
  aShopGapOpened,
  aTenantOpened,
  TENANT,
  waitUntil,
  type TestService,
} from '@cartrail/testing';
import { Webhook } from 'standardwebhooks';
import { DataSource } from 'typeorm';
import { FakeReceiver, type Received } from './fake-receiver.js';
import { ask, attemptsOf, openEndpoint, startNotify, type OpenedEndpoint } from './notify-service.js';

const ALERTS = [AlertRaised.type];

describe('webhooks of notify', () => {
  let receiver: FakeReceiver;
  let service: TestService;
  let paths = 0;

  const open = async (eventTypes: readonly string[] = ALERTS): Promise<OpenedEndpoint & { path: string }> => {
    const path = `/hook-${(paths += 1)}`;
    return { path, ...(await openEndpoint(service, receiver.url(path), eventTypes)) };
  };
  /** Closes every endpoint, so that one test's events are not another's. */
  const close = (endpointId: string) =>
    ask(service, { method: 'DELETE', path: `/webhook-endpoints/${endpointId}` });
  const arrived = (path: string, count: number): Promise<void> =>
    waitUntil(() =>
      Promise.resolve(
        receiver.at(path).length >= count ? undefined : `${receiver.at(path).length} of ${count} at ${path}`,
      ),
    );
  const attempted = (endpointId: string, count: number): Promise<void> =>
    waitUntil(async () => {
      const made = await attemptsOf(service, endpointId);
      return made.length >= count ? undefined : `${made.length} of ${count} attempts`;
    });
  // The service's clock is the test's own, days away from this machine's, which the library compares with.
  const verified = (secret: string, { headers, body }: Received): boolean => {
    const at = new Date(Number(headers['webhook-timestamp']) * SECOND);
    const expected = new Webhook(secret).sign(headers['webhook-id'] ?? '', at, body);
    return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
  };

  beforeAll(async () => {
    receiver = await FakeReceiver.start();
    service = await startNotify();
    await service.given(aTenantOpened());
  });
  afterAll(async () => {
    await service.stop();
    receiver.stop();
  });

  it('sends an event once, signed, however often it is read', async () => {
    const { path, secret, endpointId } = await open();
    const event = anAlertRaised();

    await service.deliver(event, { times: 3 });
    await arrived(path, 1);
    await service.caughtUp();

    expect(receiver.at(path)).toHaveLength(1);
    const [received] = receiver.at(path) as [Received];
    expect(received.headers['webhook-id']).toBe(event.id);
    expect(verified(secret, received)).toBe(true);
    expect(JSON.parse(received.body)).toEqual({
      type: event.type,
      timestamp: event.time,
      sequence: event.sequence,
      data: event.data,
    });
    await attempted(endpointId, 1);
    expect(await attemptsOf(service, endpointId)).toMatchObject([
      { result: 'succeeded', status: 204, number: 1 },
    ]);
    await service.caughtUp();
    const succeeded = service.published('DeliverySucceeded').map(({ data }) => data);
    expect(succeeded).toContainEqual(expect.objectContaining({ endpointId, eventId: event.id, attempts: 1 }));
    await close(endpointId);
  });

  it('sends only the types that were asked for', async () => {
    const { path, endpointId } = await open([OrderImported.type]);
    await service.given(anAlertRaised());
    expect(receiver.at(path)).toHaveLength(0);
    await close(endpointId);
  });

  it('tells what became of a number a platform was asked to take', async () => {
    const { path, endpointId } = await open([ShipmentFailed.type, ShipmentAccepted.type]);
    const failed = aShipmentFailed();
    const accepted = aShipmentAccepted({ shipmentId: failed.data.shipmentId });
    await service.given(failed, accepted);
    await arrived(path, 2);
    const types = receiver.at(path).map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types.sort()).toEqual([accepted.type, failed.type].sort());
    await close(endpointId);
  });

  it('tells when a shop lapses, and what is missing of it', async () => {
    const events = [aShopAuthorisationLost(), aShopGapOpened(), aShopGapClosed()];
    const { path, endpointId } = await open(events.map(({ type }) => type));
    await service.given(...events);
    await arrived(path, events.length);
    const types = receiver.at(path).map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types.sort()).toEqual(events.map(({ type }) => type).sort());
    await close(endpointId);
  });

  // A receiver that is away for three days: the promised schedule, one success, and it stays enabled.
  it('tries again exactly by the schedule until the receiver is back', async () => {
    const { path, endpointId } = await open();
    const away = service.clock.now() + 3 * DAY;
    receiver.behaviours.set(path, () => ({ status: service.clock.now() < away ? 500 : 200, body: 'down' }));
    await service.given(anAlertRaised());
    await attempted(endpointId, 1);
    const waits = [
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ];
    for (const [index, wait] of waits.entries()) {
      // A breaker's minute at most; each attempt's own few milliseconds.
      service.clock.advance(wait + 2 * SECOND);
      await attempted(endpointId, index + 2);
    }
    const made = [...(await attemptsOf(service, endpointId))].reverse();
    expect(made.map(({ result }) => result)).toEqual([...Array<string>(9).fill('failed'), 'succeeded']);
    expect(made[0]).toMatchObject({ status: 500, response: 'down' });
    made.slice(1).forEach(({ at }, index) => {
      const since = Date.parse(at) - Date.parse(made[index]?.at ?? '');
      expect([index, Math.abs(since - (waits[index] ?? 0)) <= 2 * SECOND]).toEqual([index, true]);
    });
    const shown = await ask(service, { method: 'GET', path: `/webhook-endpoints/${endpointId}` });
    expect(shown.body).toMatchObject({ state: 'active' });
    await close(endpointId);
  });

  it('does not let a receiver that hangs delay another', async () => {
    const [slow, quick] = [await open(), await open()];
    receiver.behaviours.set(slow.path, () => 'hang');
    await service.given(...Array.from({ length: 20 }, () => anAlertRaised()));
    await arrived(quick.path, 20);
    expect(receiver.at(slow.path).length).toBeLessThanOrEqual(5);
    await close(slow.endpointId);
    await close(quick.endpointId);
  });

  it('ends an endpoint at 410, and tells its owner', async () => {
    const { path, endpointId } = await open();
    receiver.behaviours.set(path, () => ({ status: 410 }));
    await service.given(anAlertRaised());
    await attempted(endpointId, 1);
    await service.given(anAlertRaised());
    expect(receiver.at(path)).toHaveLength(1);
    expect(service.published('EndpointDisabled', endpointId)).toMatchObject([
      { data: { endpointId, why: 'gone' } },
    ]);
    await close(endpointId);
  });

  it('follows no redirect', async () => {
    const { path, endpointId } = await open();
    receiver.behaviours.set(path, () => ({ status: 307, headers: { location: receiver.url('/elsewhere') } }));
    await service.given(anAlertRaised());
    await attempted(endpointId, 1);
    expect(await attemptsOf(service, endpointId)).toMatchObject([{ result: 'failed', status: 307 }]);
    expect(receiver.at('/elsewhere')).toHaveLength(0);
    await close(endpointId);
  });

  it('signs with both secrets after a rotation, shown once each', async () => {
    const { path, endpointId, secret } = await open();
    const rotated = await ask(service, { method: 'POST', path: `/webhook-endpoints/${endpointId}/rotate` });
    const next = (rotated.body as { secret: string }).secret;
    await service.given(anAlertRaised());
    await arrived(path, 1);
    const [received] = receiver.at(path) as [Received];
    expect(verified(next, received) && verified(secret, received)).toBe(true);
    const shown = await ask(service, { method: 'GET', path: `/webhook-endpoints/${endpointId}` });
    expect(shown.text).not.toContain('whsec_');
    await close(endpointId);
  });

  it('redelivers one, replays a time, and sends a test, under the ids they had', async () => {
    const { path, endpointId } = await open();
    const events: EventEnvelope[] = [anAlertRaised(), anAlertRaised()];
    // Nothing of another test lies in the time that is replayed.
    const from = toIso(service.clock.advance(MINUTE));
    await service.given(...events);
    await attempted(endpointId, 2);
    const [{ deliveryId, eventId } = { deliveryId: '', eventId: '' }] = await attemptsOf(service, endpointId);
    const act = (action: string, body?: object) =>
      ask(service, { method: 'POST', path: `/webhook-endpoints/${endpointId}/${action}`, body });

    expect((await act('redeliver', { deliveryId })).status).toBe(202);
    await attempted(endpointId, 3);
    expect(receiver.at(path).at(-1)?.headers['webhook-id']).toBe(eventId);

    service.clock.advance(MINUTE);
    expect((await act('replay', { from, to: toIso(service.clock.now()) })).status).toBe(202);
    await attempted(endpointId, 5);

    expect((await act('test')).status).toBe(202);
    await attempted(endpointId, 6);
    expect(JSON.parse(receiver.at(path).at(-1)?.body ?? '')).toMatchObject({ type: 'cn.cartrail.test.v1' });

    const tooFar = await act('replay', { from: toIso(service.clock.now() - 31 * DAY), to: from });
    expect([tooFar.status, (tooFar.body as { code: string }).code]).toEqual([400, 'replay/range']);
    await close(endpointId);
  });

  it('redelivers nothing of an endpoint that is gone, and nothing that is being tried now', async () => {
    const [hanging, gone] = [await open(), await open()];
    receiver.behaviours.set(hanging.path, () => 'hang');
    await service.given(anAlertRaised());
    await attempted(gone.endpointId, 1);
    await arrived(hanging.path, 1);
    const [{ deliveryId } = { deliveryId: '' }] = await attemptsOf(service, gone.endpointId);
    await close(gone.endpointId);
    const again = (endpointId: string, id: string) =>
      ask(service, {
        method: 'POST',
        path: `/webhook-endpoints/${endpointId}/redeliver`,
        body: { deliveryId: id },
      });
    expect((await again(gone.endpointId, deliveryId)).status).toBe(404);

    const [{ id } = { id: '' }] = await service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
      const held = 'SELECT delivery_id AS id FROM delivery WHERE endpoint_id = $1';
      return tx.query<{ id: string }[]>(held, [hanging.endpointId]);
    });
    expect((await again(hanging.endpointId, id)).status).toBe(202);
    await service.caughtUp();
    expect(receiver.at(hanging.path)).toHaveLength(1);
    await close(hanging.endpointId);
  });

  it('tells the owner on days one, three and five of failures, then disables the endpoint', async () => {
    const { path, endpointId } = await open();
    receiver.behaviours.set(path, () => ({ status: 500 }));
    await service.given(anAlertRaised());
    await attempted(endpointId, 1);
    const told = (days: number): Promise<void> =>
      waitUntil(async () => {
        await service.app.get(Timers, { strict: false }).runNow('endpoints.watch');
        await service.caughtUp();
        const [last] = service.published('EndpointFailing', endpointId).slice(-1);
        return (last?.data as { days?: number } | undefined)?.days === days
          ? undefined
          : `not told of day ${days}`;
      });
    for (const [days, wait] of [
      [1, DAY],
      [3, 2 * DAY],
      [5, 2 * DAY],
    ] as const) {
      service.clock.advance(wait);
      await told(days);
    }
    expect(service.published('EndpointFailing', endpointId)).toHaveLength(3);
    expect(service.published('EndpointDisabled', endpointId)).toMatchObject([{ data: { why: 'failing' } }]);
    await close(endpointId);
  });

  it('keeps an endpoint from every other tenant', async () => {
    const { endpointId } = await open();
    const path = `/webhook-endpoints/${endpointId}`;
    for (const asked of [
      { method: 'GET', path },
      { method: 'DELETE', path },
      { method: 'GET', path: `${path}/attempts` },
      { method: 'POST', path: `${path}/rotate` },
    ] as const) {
      expect((await ask(service, { ...asked, tenantId: 'other01' })).status).toBe(404);
    }
    await close(endpointId);
  });

  it('answers a repeated command with the first answer, secret and all, and keeps the secret sealed', async () => {
    const body = { url: receiver.url('/once') };
    const asked = { method: 'POST', path: '/webhook-endpoints', body, key: `k-${newId()}` } as const;
    const [first, again] = [await ask(service, asked), await ask(service, asked)];
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await ask(service, { ...asked, body: { url: receiver.url('/other') } });
    expect(other.status).toBe(422);
    await close((first.body as OpenedEndpoint).endpointId);
  });

  it.each([
    'https://10.0.0.1/',
    'https://169.254.169.254/latest',
    'http://example.com/',
    'https://[fd00::1]/',
  ])('takes no endpoint at %s', async (url) => {
    const answer = await ask(service, { method: 'POST', path: '/webhook-endpoints', body: { url } });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([
      422,
      'endpoint/address-refused',
    ]);
  });

  it('names the field that is wrong', async () => {
    const body = { url: receiver.url('/x'), eventTypes: ['nonsense'], more: 1 };
    const answer = await ask(service, { method: 'POST', path: '/webhook-endpoints', body });
    expect(answer.status).toBe(400);
    const pointers = (answer.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/eventTypes', '/more']);
  });
});
