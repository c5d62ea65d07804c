import { describe, expect, it } from '@jest/globals';
import {
  carrierFactories,
  fetchHttp,
  notSupported,
  type BookingReport,
  type CallbackContent,
  type CarrierPort,
} from '@cartrail/carriers';
import { HOUR, type Instant } from '@cartrail/kernel';
import type { AnyChange, IngressRow } from '@cartrail/messaging';
import { register } from 'prom-client';
import { FollowParcels } from '../../application/follow-parcels.js';
import { register as registered } from '../../domain/register.js';
import type { Report } from '../../domain/scan.js';
import type { Waybill } from '../../domain/waybill.js';
import type { BookingStore, WaybillStore } from '../stores.js';
import { BookingReports } from './booking-reports.js';
import { signsPushes, UnsignedPushes } from './unsigned-pushes.js';

const NOW: Instant = Date.UTC(2026, 10, 23);
const GAP = 12 * HOUR;
const AT_ONCE = 0;
const clock = { now: () => NOW };
const parcels = new FollowParcels(clock, GAP);
const nowhere = {} as WaybillStore & BookingStore;
const unsigned = new UnsignedPushes(nowhere, parcels, new BookingReports(nowhere, () => ({})));

const settings: Readonly<Record<string, object>> = {
  sto: { fromAppkey: 'SAMPLEKEY', fromCode: 'SAMPLECODE', secretKey: 'sample-secret', orderSource: 'SAMPLE' },
  jdl: {
    appKey: 'sample-app',
    appSecret: 'sample-secret',
    accessToken: 'sample-token',
    customerCode: '010K000000',
    orderOrigin: 1,
  },
  jt: { apiAccount: '1', privateKey: 'sample-key' },
};
function portOf(provider: string): CarrierPort {
  const entry = carrierFactories.get(provider);
  if (!entry) throw new Error(provider);
  return entry.create(settings[provider], { http: fetchHttp, clock });
}

const cause = { tenantId: 'demo01', correlationId: 'c', causationId: 'c' };
const row: IngressRow = {
  id: '1',
  connectionId: 'demo01-1',
  tenantId: 'demo01',
  receivedAt: new Date(NOW),
  headers: {},
  body: '',
  attempts: 0,
};
const ofParcel: CallbackContent = {
  kind: 'trace',
  reports: [
    {
      provider: 'sto',
      number: '1',
      carrier: 'STO',
      carrierCode: 'STO',
      scans: [],
      unreadable: [],
      fullHistory: false,
    },
  ],
  bookings: [],
  unreadable: [],
};
const booking: BookingReport = { provider: 'x', bookingId: 'b1', status: 'placed', code: '1', fees: [] };
const ofBooking: CallbackContent = { kind: 'order', reports: [], bookings: [booking], unreadable: [] };
const changesOf = (content: CallbackContent, port: CarrierPort): readonly AnyChange[] =>
  unsigned.changes(content, port, row, cause);
async function outcomes(provider: string): Promise<Readonly<Record<string, number>>> {
  const metric = await register.getSingleMetric('tracking_unsigned_reports_total')?.get();
  const mine = metric?.values.filter(({ labels }) => labels['provider'] === provider) ?? [];
  return Object.fromEntries<number>(mine.map(({ labels, value }) => [String(labels['outcome']), value]));
}

function aWaybill(): Waybill {
  const shipment = { orderId: 'o1', number: '1', carrier: 'STO', shippedAt: NOW - HOUR };
  const decision = registered(undefined, 'w1', shipment, NOW - HOUR);
  if (decision.kind !== 'changed') throw new Error('not registered');
  return { ...decision.state, nextPollAt: NOW + GAP };
}

describe('a push nobody signed', () => {
  it('is what a provider sends that does not say it signs', () => {
    expect([signsPushes(portOf('jt')), signsPushes(portOf('sto'))]).toEqual([true, false]);
  });

  it('has its parcel asked about at the next look, however often it comes, and changes nothing else', () => {
    const [change] = changesOf(ofParcel, portOf('sto'));
    const waybill = aWaybill();
    const decision = change?.decide(waybill, 'w1');
    expect(decision).toEqual({ kind: 'changed', state: { ...waybill, nextPollAt: AT_ONCE }, facts: [] });
    expect(change?.decide({ ...waybill, nextPollAt: AT_ONCE }, 'w1').kind).toBe('nothing');
    expect(change?.decide(undefined, 'w1').kind).toBe('nothing');
  });

  it('has nobody asked where another number carries the goods', () => {
    const [change] = changesOf(ofParcel, portOf('sto'));
    const replaced = { ...aWaybill(), replacedBy: { number: '2', carrier: 'STO' } };
    expect(change?.decide(replaced, 'w1').kind).toBe('nothing');
  });

  it('changes nothing where the provider cannot be asked either, and is counted', async () => {
    const mute = { ...portOf('sto'), track: notSupported('nobody can ask') };
    const before = (await outcomes('sto'))['no-query'] ?? 0;
    expect(changesOf(ofParcel, mute)).toEqual([]);
    expect((await outcomes('sto'))['no-query']).toBe(before + 1);
  });

  it('is left to who can ask how a booking stands, and is passed on where nobody can', async () => {
    const [left = 0, told = 0] = [(await outcomes('jdl'))['left'], (await outcomes('sto'))['told']];
    const said = (provider: string) =>
      changesOf(ofBooking, portOf(provider)).map((each) => each.decide(undefined, 'b1'));
    expect(said('jdl')).toMatchObject([{ kind: 'changed', facts: [{ type: 'Rumoured', at: NOW }] }]);
    expect(said('sto')).toMatchObject([{ kind: 'changed', facts: [{ type: 'Reported' }] }]);
    expect([await outcomes('jdl'), await outcomes('sto')]).toMatchObject([
      { left: left + 1 },
      { told: told + 1 },
    ]);
  });

  it('has nobody asked about a booking of which only the parcel’s number is told', () => {
    const ofNumber: CallbackContent = {
      ...ofBooking,
      bookings: [{ ...booking, bookingId: undefined, number: '1' }],
    };
    expect(changesOf(ofNumber, portOf('jdl'))).toEqual([]);
  });
});

describe('asking about a parcel', () => {
  const rumoured = (waybill: Waybill): Waybill => {
    const decision = parcels.rumoured()(waybill);
    if (decision.kind !== 'changed') throw new Error('not rumoured');
    return decision.state;
  };
  const scan: Report = {
    provider: 'sto',
    occurredAt: NOW - HOUR,
    occurredText: '',
    code: '签收',
    text: '签收',
    status: 'DELIVERED',
    order: 0,
  };

  // A push that comes while the answer is on its way tells what is not in that answer.
  it('is put off by nothing that is heard until it is asked, even that it was delivered', () => {
    const heard = parcels.heard([scan])(rumoured(aWaybill()));
    expect(heard).toMatchObject({ kind: 'changed', state: { status: 'DELIVERED', nextPollAt: AT_ONCE } });
    const calm = parcels.heard([{ ...scan, status: 'PICKED_UP' }])(aWaybill());
    expect(calm).toMatchObject({ kind: 'changed', state: { nextPollAt: NOW + GAP } });
  });

  it('ends when other goods travel under its number', () => {
    const gone = parcels.replaced('o1', { number: '2', carrier: 'STO' })(rumoured(aWaybill()));
    expect(gone).toMatchObject({ kind: 'changed', state: { nextPollAt: undefined } });
  });

  it('takes it off the list: until the next time while it travels, for good once it has ended', () => {
    const due = rumoured(aWaybill());
    expect(parcels.asked()(due)).toMatchObject({ kind: 'changed', state: { nextPollAt: NOW + GAP } });
    const ended = parcels.asked()({ ...due, status: 'DELIVERED' });
    expect(ended).toMatchObject({ kind: 'changed', state: { nextPollAt: undefined } });
  });
});
