import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anOrderImported, aPickupChanged, aPickupFailed } from '@cartrail/testing';
import { aWholeReturn } from './support/a-return.js';
import { GatewayUnderTest } from './support/gateway.js';
import { json, StandInOwners } from './support/owners.js';

const OTHER = 'other002';
const RECEIVER = {
  name: '王小桃',
  phone: '13800001234',
  area: '广东省广州市天河区',
  address: '幸福路12号1204室',
};
/** As a platform masks it: the mask goes on into the street. */
const MASKED = {
  nameMask: '王*',
  phoneMask: '138****1234',
  addressMask: '广东省广州市天河区幸福****',
  regionCode: '440106',
};

describe('returns at the gateway', () => {
  let owners: StandInOwners;
  let gateway: GatewayUnderTest;
  const { orderId, returnId, sources } = aWholeReturn();
  const order = anOrderImported({ orderId, receiver: MASKED });

  beforeAll(async () => {
    owners = await StandInOwners.start();
    const { url } = owners;
    const urls = { RETURNS_URL: url, ESIGN_URL: url, ORDER_SYNC_URL: url, TRACKING_URL: url };
    gateway = await GatewayUnderTest.start(urls);
    await gateway.openTenant();
    await gateway.openTenant(OTHER);
    await gateway.service.given(order, ...sources.flat());
  });
  afterEach(() => {
    owners.heard.length = 0;
    owners.answer = (_heard, response) => response.end('{}');
  });
  afterAll(async () => {
    await gateway.service.stop();
    owners.stop();
  });

  const post = (path: string, key: string, body: object) => gateway.call('POST', path, key, body);

  it('are in their case, found by it, and without rates for support', async () => {
    const { key } = await gateway.issueKey({ role: 'support' });
    const path = `/v1/cases?returnId=${returnId}&hasReturn=true`;
    const [whole, part] = [await gateway.get(path, gateway.adminKey()), await gateway.get(path, key)];
    expect(whole.body).toMatchObject({ data: [{ caseId: orderId, returns: [{ status: 'Refunded' }] }] });
    expect([whole.text.includes('chargedFen'), part.text.includes('chargedFen')]).toEqual([true, false]);
  });

  it('tell support why a provider would not fetch the goods, until it does', async () => {
    const ref = { orderId: newId(), returnId: newId(), pickupId: newId() };
    const failure = { provider: 'kuaidi100', code: '500', text: '该地区不可下单' };
    const { key } = await gateway.issueKey({ role: 'support' });
    const shown = async () => {
      const { body } = await gateway.get(`/v1/cases/${ref.orderId}`, key);
      return (body as { returns: readonly { pickups: readonly object[] }[] }).returns[0]?.pickups;
    };
    const failed = aPickupFailed({ ...ref, status: 'Rejected', code: '500', failure }, { sequence: 1 });
    await gateway.service.given(anOrderImported({ orderId: ref.orderId }), failed);
    expect(await shown()).toMatchObject([{ status: 'Rejected', code: '500', failure }]);
    await gateway.service.given(aPickupChanged({ ...ref, status: 'Accepted' }, { sequence: 2 }));
    expect(Object.keys((await shown())?.[0] ?? {})).not.toEqual(expect.arrayContaining(['failure']));
  });

  it('show support neither rates nor verdicts, and everybody else the whole answer', async () => {
    const pickup = { pickupId: newId(), quoteFen: 1_050, chargedFen: 1_310, priceKind: 'CONTRACT' };
    const signOff = { signOffIds: [newId()], supersededIds: [], lines: [{ verdict: 'INTACT' }] };
    const whole = { returnId, status: 'SignedOff', pickups: [pickup], signOff };
    owners.answer = (_heard, response) => {
      json(response, 200, whole);
    };
    const { key } = await gateway.issueKey({ role: 'support' });
    const path = `/v1/returns/${returnId}`;
    expect((await gateway.get(path, gateway.adminKey())).body).toEqual(whole);
    const { signOffIds, supersededIds } = signOff;
    expect((await gateway.get(path, key)).body).toEqual({
      ...whole,
      pickups: [{ pickupId: pickup.pickupId }],
      signOff: { signOffIds, supersededIds },
    });
    expect((await gateway.get('/v1/rate-cards', key)).status).toBe(403);
    expect((await gateway.get('/v1/rate-cards', gateway.adminKey())).status).toBe(200);
  });

  it('do not exist for another tenant, nor for a key of another shop; no owner is asked', async () => {
    const { key } = await gateway.issueKey({ role: 'merchant', shopIds: [newId()] });
    for (const stranger of [gateway.adminKey(OTHER), key]) {
      for (const path of ['', '/offers']) {
        expect((await gateway.get(`/v1/returns/${returnId}${path}`, stranger)).status).toBe(404);
      }
      expect((await post(`/v1/returns/${returnId}/confirmation`, stranger, {})).status).toBe(404);
    }
    expect((await post('/v1/returns', key, { orderId })).status).toBe(404);
    expect(owners.heard).toEqual([]);
  });

  it('go to their service with the caller’s key of repetition', async () => {
    owners.answer = (_heard, response) => {
      json(response, 202, { returnId });
    };
    const answer = await gateway.service.http({
      method: 'POST',
      url: `/v1/returns/${returnId}/cancellation`,
      headers: { authorization: `Bearer ${gateway.adminKey()}`, 'idempotency-key': 'k-1' },
      body: { why: 'keeps it' },
    });
    expect([answer.status, answer.body]).toEqual([202, { returnId }]);
    expect(owners.heard).toMatchObject([
      { url: `/internal/returns/${returnId}/cancellation`, headers: { 'idempotency-key': 'k-1' } },
    ]);
  });

  it('are confirmed with the order’s receiver, which only their service sees', async () => {
    owners.answer = ({ url }, response) => {
      if (url.endsWith('/receiver-disclosure'))
        json(response, 200, { disclosureId: newId(), receiver: RECEIVER });
      else json(response, 202, { returnId, status: 'Approved' });
    };
    const { key } = await gateway.issueKey({ role: 'support' });
    const answer = await post(`/v1/returns/${returnId}/confirmation`, key, { offerId: newId() });
    expect(answer.status).toBe(202);
    expect(answer.text).not.toContain(RECEIVER.phone);
    const [passed] = owners.bodies(`/internal/returns/${returnId}/confirmation`);
    const { name, phone } = RECEIVER;
    const address = '广东省广州市天河区幸福路12号1204室';
    expect(passed).toMatchObject({ contact: { name, phone, address, regionCode: MASKED.regionCode } });
  });

  it('leave a disclosed receiver to no cache', async () => {
    owners.answer = (_heard, response) => {
      response.setHeader('cache-control', 'no-store');
      json(response, 200, { receiver: RECEIVER });
    };
    const asked = { reason: 'to call back' };
    const shown = await post(`/v1/orders/${orderId}/receiver-disclosure`, gateway.adminKey(), asked);
    expect([shown.body, shown.headers['cache-control']]).toEqual([{ receiver: RECEIVER }, 'no-store']);
  });

  it('are confirmed with the contact given, and nobody is disclosed then', async () => {
    const contact = { name: '李', phone: '139', address: 'x', regionCode: '440106' };
    await post(`/v1/returns/${returnId}/confirmation`, gateway.adminKey(), { contact });
    expect(owners.heard.map(({ url }) => url)).toEqual([`/internal/returns/${returnId}/confirmation`]);
  });

  it('say which field is missing when the receiver cannot be read, or not the whole address', async () => {
    const { name, phone, address } = RECEIVER;
    for (const [status, body] of [
      [503, {}],
      [200, { receiver: { name, phone, address } }],
    ] as const) {
      owners.answer = (_heard, response) => {
        json(response, status, body);
      };
      const answer = await post(`/v1/returns/${returnId}/confirmation`, gateway.adminKey(), {});
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
      expect(answer.body).toMatchObject({
        code: 'return/contact-unavailable',
        errors: [{ pointer: '/contact' }],
      });
    }
  });

  it('keep the warehouse to its own door', async () => {
    const { key } = await gateway.issueKey({ role: 'warehouse' });
    expect((await gateway.get('/v1/arrivals', key)).status).toBe(200);
    for (const path of ['/v1/cases', `/v1/returns/${returnId}`, '/v1/return-policies']) {
      expect((await gateway.get(path, key)).status).toBe(403);
    }
  });

  it('stream a sign-off through byte for byte, and a photo back', async () => {
    const { key } = await gateway.issueKey({ role: 'warehouse' });
    const body = Buffer.concat([
      Buffer.from('--b\r\n'),
      Buffer.alloc(3_000_000, 7),
      Buffer.from('\r\n--b--'),
    ]);
    owners.answer = (_heard, response) => {
      json(response, 201, { signOffId: newId() });
    };
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=b' };
    const signed = await gateway.service.http({ method: 'POST', url: '/v1/sign-offs', headers, body });
    expect(signed.status).toBe(201);
    expect(owners.heard[0]?.body.equals(body)).toBe(true);
    expect(owners.heard[0]?.headers['content-type']).toBe('multipart/form-data; boundary=b');

    const guarding = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" };
    owners.answer = (_heard, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', ...guarding }).end('photo');
    };
    const link = `/v1/sign-offs/${newId()}/photos/${'a'.repeat(64)}?expires=1&signature=x`;
    const photo = await gateway.service.http({ method: 'GET', url: link });
    expect([photo.text, photo.headers]).toMatchObject(['photo', guarding]);
    expect(owners.heard.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('show a key of a part of the tenant the sign-offs of its own returns only', async () => {
    const { shopId } = order.data;
    const { key: own } = await gateway.issueKey({ role: 'merchant', shopIds: [shopId] });
    const { key: other } = await gateway.issueKey({ role: 'merchant', shopIds: [newId()] });
    owners.answer = (_heard, response) => {
      json(response, 200, { returnIds: [returnId], data: [] });
    };
    const path = `/v1/sign-offs/${newId()}`;
    expect([(await gateway.get(path, own)).status, (await gateway.get(path, other)).status]).toEqual([
      200, 404,
    ]);
    expect((await gateway.get('/v1/sign-offs', own)).status).toBe(400);
    expect((await gateway.get(`/v1/sign-offs?returnId=${returnId}`, own)).status).toBe(200);
    expect((await gateway.get(`/v1/sign-offs?returnId=${returnId}`, other)).status).toBe(404);
  });
});
