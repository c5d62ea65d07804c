import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { topics } from '@cartrail/contracts';
import {
  aScan,
  aScanRecorded,
  aWaybillRegistered,
  anAlertRaised,
  anOrderImported,
  anOrderShipped,
  TENANT,
  waitUntil,
} from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { GatewayUnderTest } from './support/gateway.js';

const OTHER = 'other002';

interface Page {
  readonly data: readonly { readonly caseId: string }[];
  readonly nextCursor: string | null;
}

describe('cases at the gateway', () => {
  let gateway: GatewayUnderTest;
  const idsOf = ({ body }: { readonly body: unknown }) => (body as Page).data.map(({ caseId }) => caseId);

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.openTenant();
    await gateway.openTenant(OTHER);
  });
  afterAll(() => gateway.service.stop());

  it('is built from the events of three topics, and a second delivery changes nothing', async () => {
    const orderId = newId();
    const parcel = { number: 'YT1000000000001', carrier: 'YTO', waybillId: newId(), orderIds: [orderId] };
    const events = [
      anOrderImported({ orderId, platformOrderId: '6917000000000000077' }),
      anOrderShipped({ orderId, number: parcel.number, carrier: parcel.carrier }),
      aWaybillRegistered(parcel),
      aScanRecorded({ ...parcel, scan: aScan({ status: 'PICKED_UP' }), status: 'PICKED_UP' }),
      anAlertRaised({ waybillId: parcel.waybillId, orderIds: [orderId], number: parcel.number }),
    ];
    await gateway.service.given(...events);
    const first = await gateway.get(`/v1/cases/${orderId}`, gateway.adminKey());
    expect(first.body).toMatchObject({
      caseId: orderId,
      version: events.length,
      order: { platformOrderId: '6917000000000000077', status: 'shipped' },
      parcels: [{ number: parcel.number, status: 'PICKED_UP', waybillId: parcel.waybillId }],
      alerts: [{ detector: 'NOT_PICKED' }],
    });
    await gateway.service.deliver(events, { times: 2 });
    await gateway.service.caughtUp();
    const again = await gateway.get(`/v1/cases/${orderId}`, gateway.adminKey());
    expect([again.text, again.headers['etag']]).toEqual([first.text, first.headers['etag']]);
    for (const filter of [
      `number=${parcel.number}`,
      'platformOrderId=6917000000000000077',
      'hasAlert=true',
    ]) {
      expect(idsOf(await gateway.get(`/v1/cases?${filter}`, gateway.adminKey()))).toEqual([orderId]);
    }
  });

  it('shows of a scan where it was in parts, and who had the parcel as everybody may see him', async () => {
    const orderId = newId();
    const parcel = { number: 'YT1000000000002', carrier: 'YTO', waybillId: newId(), orderIds: [orderId] };
    const placeParts = { province: '浙江省', city: '杭州市', district: '西湖区', site: '杭州西湖网点' };
    const courier = { nameMask: '李*', phoneMask: '138****1234' };
    await gateway.service.given(
      anOrderShipped({ orderId, number: parcel.number, carrier: parcel.carrier }),
      aWaybillRegistered(parcel),
      aScanRecorded({ ...parcel, scan: aScan({ placeParts, courier }) }),
    );
    const { body } = await gateway.get(`/v1/cases/${orderId}`, gateway.adminKey());
    expect(body).toMatchObject({ parcels: [{ timeline: [{ place: '杭州市', placeParts, courier }] }] });
  });

  it('does not exist for another tenant', async () => {
    const orderId = newId();
    await gateway.service.given(anOrderImported({ orderId }));
    expect((await gateway.get(`/v1/cases/${orderId}`, gateway.adminKey())).status).toBe(200);
    const foreign = await gateway.get(`/v1/cases/${orderId}`, gateway.adminKey(OTHER));
    expect([foreign.status, (foreign.body as { code: string }).code]).toEqual([404, 'case/not-found']);
    expect(idsOf(await gateway.get('/v1/cases', gateway.adminKey(OTHER)))).toEqual([]);
  });

  it('shows a key of one shop that shop’s cases only, in lists and one by one', async () => {
    const [mine, theirs] = [anOrderImported(), anOrderImported()];
    const shop = anOrderShipped({ orderId: mine.data.orderId, number: 'YT-SHOP-1' });
    await gateway.service.given(mine, theirs, shop);
    const { key } = await gateway.issueKey({ role: 'support', shopIds: [mine.data.shopId] });
    expect(idsOf(await gateway.get('/v1/cases', key))).toEqual([mine.data.orderId]);
    expect(idsOf(await gateway.get('/v1/cases?limit=200', gateway.adminKey()))).toContain(
      theirs.data.orderId,
    );
    expect((await gateway.get(`/v1/cases/${mine.data.orderId}`, key)).status).toBe(200);
    expect((await gateway.get(`/v1/cases/${theirs.data.orderId}`, key)).status).toBe(404);
    expect((await gateway.get(`/v1/cases/${theirs.data.orderId}/events`, key)).status).toBe(404);
  });

  it('pages through every case once, newest first', async () => {
    const shopId = newId();
    const orders = Array.from({ length: 5 }, () => anOrderImported({ shopId }));
    await gateway.service.given(...orders);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const more = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = await gateway.get(`/v1/cases?shopId=${shopId}&limit=2${more}`, gateway.adminKey());
      seen.push(...idsOf(page));
      cursor = (page.body as Page).nextCursor;
    }
    expect(seen).toEqual(orders.map(({ data }) => data.orderId).reverse());
  });

  it('parks an event that breaks its contract, and goes on with its neighbours', async () => {
    const [before, after] = [anOrderImported(), anOrderImported()];
    const poison = anOrderImported();
    await gateway.service.deliver(before);
    const broken = JSON.stringify({ ...poison, data: { orderId: 7 } });
    await gateway.service.deliverRaw(topics.orderEvents.name, poison.partitionkey, broken);
    await gateway.service.deliver(after);
    await gateway.service.caughtUp();
    for (const { data } of [before, after]) {
      expect((await gateway.get(`/v1/cases/${data.orderId}`, gateway.adminKey())).status).toBe(200);
    }
    const dataSource = gateway.service.app.get(DataSource, { strict: false });
    await waitUntil(async () => {
      const rows: object[] = await dataSource.query('SELECT 1 FROM parked_event');
      return rows.length > 0 ? undefined : 'the parked event';
    });
    expect((await gateway.get(`/v1/cases/${poison.data.orderId}`, gateway.adminKey())).status).toBe(404);
    expect(TENANT).toBe(poison.tenantid);
  });
});
