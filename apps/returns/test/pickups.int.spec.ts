import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, newId, toIso, toShortId } from '@cartrail/kernel';
import {
  aBookingReported,
  anAfterSaleAmended,
  anAfterSaleReturnShipped,
  aTenantOpened,
  waitUntil,
  type TestService,
} from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { FakeKuaidi100, type FakeBooking } from './fake-kuaidi100.js';
import {
  agree,
  aNumber,
  asked,
  bought,
  call,
  choice,
  confirmUrl,
  CONTACT,
  equip,
  names,
  offersFor,
  returnOf,
  show,
  startReturns,
  TENANT,
  WAREHOUSE,
  type Case,
  type ShownOffer,
} from './returns-service.js';

describe('a courier to the buyer’s door', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100);
    await service.given(aTenantOpened());
    await equip(service);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });
  beforeEach(() => {
    // Ten in the morning of the next day: every carrier still comes today.
    const day = Math.ceil((service.clock.now() - 2 * HOUR) / DAY) * DAY + 2 * HOUR;
    service.clock.set(day);
  });

  const wanted = async (): Promise<{ ref: Case; returnId: string }> => {
    const order = await bought(service);
    const ref = await asked(service, order, order.lines.slice(0, 1));
    return { ref, returnId: returnOf(service, ref) };
  };
  const confirmed = async (): Promise<{ ref: Case; returnId: string; pickupId: string }> => {
    const { ref, returnId } = await wanted();
    const answer = await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId));
    return { ref, returnId, pickupId: (answer.body as { pickupId: string }).pickupId };
  };
  const booked = async () => {
    const given = await confirmed();
    await agree(service, given.ref);
    await untilNamed(given.pickupId, 'booked');
    return { ...given, booking: bookingOf(given.pickupId) };
  };
  const bookingOf = (pickupId: string): FakeBooking => {
    const found = kuaidi100.bookings.get(toShortId(pickupId));
    if (!found) throw new Error('not booked');
    return found;
  };
  const untilNamed = (id: string, name: string): Promise<void> =>
    waitUntil(() => (names(service, id).includes(name) ? undefined : `${name} of ${id}`), 20_000);
  const code = (answer: { status: number; body: unknown }) => [
    answer.status,
    (answer.body as { code?: string }).code,
  ];

  it('offers carriers ranked, priced by the provider, with who pays and why, and leaves out whom it names no price for', async () => {
    const { returnId } = await wanted();
    const answer = await call(service, 'GET', `/internal/returns/${returnId}/offers`);
    const { offers, excluded } = answer.body as {
      offers: Record<string, unknown>[];
      excluded: { carrier: string; why: string[] }[];
    };
    expect(offers.map(({ carrier }) => carrier).sort()).toEqual(['JD', 'SF', 'YTO', 'ZTO']);
    expect(offers.find(({ carrier }) => carrier === 'YTO')).toMatchObject({
      priceFen: 1_030,
      priceKind: 'PLATFORM',
      payer: 'buyer',
      provider: 'kuaidi100',
      carrierName: { zh: '圆通速递' },
      why: ['cheapest'],
    });
    expect(excluded.find(({ carrier }) => carrier === 'EMS')?.why).toEqual(['not-offered-by-provider']);
    expect(await offersFor(service, returnId)).toEqual(offers);
    expect(JSON.stringify(answer.body)).not.toContain(WAREHOUSE.phone);
  });

  it('shows the card’s price, and says so, when the provider does not answer', async () => {
    const { returnId } = await wanted();
    kuaidi100.lost.set('batchPrice', 1);
    const offers = await offersFor(service, returnId);
    expect(offers.length).toBeGreaterThan(4);
    expect(
      offers.every(({ why, priceKind }) => why.includes('provider-silent') && priceKind !== 'PLATFORM'),
    ).toBe(true);
  });

  it('prices a courier to another city by the card, and says so: the provider would price the order’s own city', async () => {
    const { returnId } = await wanted();
    const before = kuaidi100.times('batchPrice');
    const answer = await call(service, 'GET', `/internal/returns/${returnId}/offers?regionCode=650100`);
    const { offers } = answer.body as { offers: ShownOffer[] };
    expect(offers.length).toBeGreaterThan(4);
    expect(
      offers.every(({ why, priceKind }) => why.includes('provider-not-asked') && priceKind !== 'PLATFORM'),
    ).toBe(true);
    expect(kuaidi100.times('batchPrice')).toBe(before);
    const [yto] = offers.filter(({ carrier }) => carrier === 'YTO');
    // The first kilogram to the farthest zone, by the sandbox's card.
    expect(yto?.priceFen).toBe(1_700);
  });

  it('takes one of two confirmations made at once, and answers the other one so', async () => {
    const { returnId } = await wanted();
    const body = await choice(service, returnId);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        call(service, 'POST', confirmUrl(returnId), body, { key: `race-${returnId}-${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array<number>(7).fill(409)]);
    const lost = answers.filter(({ status }) => status === 409);
    expect(new Set(lost.map(({ body: problem }) => (problem as { code: string }).code))).toEqual(
      new Set(['return/already-confirmed']),
    );
    await service.caughtUp();
    expect(service.published('ReturnApproved', returnId)).toHaveLength(1);
  });

  it('refuses an offer that is over, unknown or for another place, and a slot that is too near or never offered', async () => {
    const { returnId } = await wanted();
    const [offer] = (await offersFor(service, returnId)).filter(({ carrier }) => carrier === 'YTO');
    const [first] = offer?.slots ?? [];
    const confirm = async (more: object) =>
      code(
        await call(service, 'POST', confirmUrl(returnId), {
          offerId: offer?.offerId,
          slot: first,
          contact: CONTACT,
          ...more,
        }),
      );
    expect(await confirm({ offerId: newId() })).toEqual([404, 'return/offer-unknown']);
    const odd = { from: toIso(service.clock.now() + 3 * HOUR), to: toIso(service.clock.now() + 6 * HOUR) };
    expect(await confirm({ slot: odd })).toEqual([422, 'return/slot-not-offered']);
    expect(await confirm({ contact: { ...CONTACT, regionCode: '650100' } })).toEqual([
      409,
      'return/offer-region-differs',
    ]);
    expect(await confirm({ contact: { ...CONTACT, phone: 'call me' } })).toEqual([400, 'request/invalid']);
    service.clock.advance(14 * MINUTE);
    const near = { from: toIso(service.clock.now() - HOUR), to: toIso(service.clock.now() + HOUR) };
    expect(await confirm({ slot: near })).toEqual([409, 'return/slot-too-late']);
    service.clock.advance(MINUTE);
    expect(await confirm({})).toEqual([409, 'return/offer-expired']);
  });

  it('books once though every answer is lost, and finds that booking again', async () => {
    const { ref, returnId, pickupId } = await confirmed();
    kuaidi100.lost.set('bOrder', 2);
    await agree(service, ref);
    await untilNamed(pickupId, 'booked');
    expect(names(service, pickupId)).toEqual(['changed', 'booked']);
    expect(service.published('PickupChanged', pickupId)[0]?.data).toMatchObject({ status: 'Unknown' });
    expect([...kuaidi100.bookings.keys()].filter((each) => each === toShortId(pickupId))).toHaveLength(1);
    expect(await show(service, returnId)).toMatchObject({ pickups: [{ status: 'Placed' }] });
  });

  it('takes a callback for the lost answer', async () => {
    const { ref, pickupId } = await confirmed();
    kuaidi100.lost.set('bOrder', 100);
    await agree(service, ref);
    const { taskId } = bookingOf(pickupId);
    await service.given(
      aBookingReported({
        pickupId,
        providerBookingId: taskId,
        status: 'accepted',
        reportedAt: toIso(service.clock.now()),
      }),
    );
    await untilNamed(pickupId, 'booked');
    kuaidi100.lost.clear();
    await service.caughtUp();
    expect(names(service, pickupId)).toEqual(['changed', 'booked', 'changed']);
  });

  it('lets the buyer choose again when the provider refuses, and shows its words without whom they name', async () => {
    const { ref, returnId, pickupId } = await confirmed();
    kuaidi100.refusals.set('bOrder', [`该地区不可下单：${CONTACT.name} ${CONTACT.phone} ${CONTACT.address}`]);
    await agree(service, ref);
    await untilNamed(pickupId, 'failed');
    const failure = { provider: 'kuaidi100', code: '500', text: '该地区不可下单：… … …' };
    expect(service.published('PickupFailed', pickupId)[0]?.data).toMatchObject({
      status: 'Rejected',
      code: '500',
      failure,
    });
    expect(await show(service, returnId)).toMatchObject({ pickups: [{ status: 'Rejected', failure }] });
    const again = await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId));
    expect(again.status).toBe(202);
    await untilNamed((again.body as { pickupId: string }).pickupId, 'booked');
    expect(service.published('ReturnApproved', returnId)).toHaveLength(1);
  });

  it('calls the courier off with the return, before he came, and says how the return stands to whoever comes late', async () => {
    const { returnId, pickupId, booking } = await booked();
    const url = `/internal/returns/${returnId}/cancellation`;
    expect(await call(service, 'POST', url, { why: 'keeps it' })).toMatchObject({
      status: 200,
      body: { status: 'Cancelled' },
    });
    expect((await call(service, 'POST', url, { why: 'keeps it' })).status).toBe(200);
    // A problem's status is the answer's; the return's stands beside it.
    expect(await call(service, 'POST', `/internal/returns/${returnId}/approval`, {})).toMatchObject({
      status: 409,
      body: { status: 409, code: 'return/not-approvable', returnStatus: 'Cancelled' },
    });
    await untilNamed(pickupId, 'cancelled');
    expect(booking.status).toBe('9');
    expect(names(service, returnId).slice(-1)).toEqual(['cancelled']);
    expect(service.published('PickupCancelled', pickupId)[0]?.data).toMatchObject({ by: 'return' });
  });

  it('does not call anything off once the courier has the goods', async () => {
    const { returnId, pickupId, booking } = await booked();
    booking.status = '10';
    await service.given(
      aBookingReported({
        pickupId,
        providerBookingId: booking.taskId,
        status: 'picked_up',
        number: aNumber(),
        reportedAt: toIso(service.clock.now()),
      }),
    );
    for (const url of ['cancellation', 'pickup/cancellation'])
      expect(code(await call(service, 'POST', `/internal/returns/${returnId}/${url}`, {}))).toEqual([
        409,
        'return/already-picked-up',
      ]);
  });

  it('learns that the courier was quicker from a cancellation the provider refuses', async () => {
    const { returnId, pickupId, booking } = await booked();
    booking.status = '10';
    booking.number = aNumber();
    expect(
      (await call(service, 'POST', `/internal/returns/${returnId}/pickup/cancellation`, {})).status,
    ).toBe(202);
    await untilNamed(pickupId, 'completed');
    await untilNamed(returnId, 'in-transit');
    expect(await show(service, returnId)).toMatchObject({
      status: 'InTransit',
      pickups: [{ status: 'PickedUp', courier: { nameMask: '李*', phoneMask: '139****1111' } }],
    });
  });

  it('changes the courier by ending one booking before it makes the other', async () => {
    const { returnId, pickupId, booking } = await booked();
    const [, offer] = await offersFor(service, returnId);
    const body = { offerId: offer?.offerId, slot: offer?.slots.at(-1) };
    const answer = await call(service, 'POST', `/internal/returns/${returnId}/pickup/change`, body);
    expect(answer.status).toBe(202);
    const next = (answer.body as { pickupId: string }).pickupId;
    await untilNamed(next, 'booked');
    expect(names(service, pickupId).slice(-1)).toEqual(['cancelled']);
    expect(booking.status).toBe('9');
    expect(bookingOf(next).param).toMatchObject({
      sendManName: CONTACT.name,
      sendManPrintAddr: CONTACT.address,
    });
  });

  it('follows the goods when the courier was quicker than the change', async () => {
    const { returnId, pickupId, booking } = await booked();
    booking.status = '10';
    booking.number = aNumber();
    const [, offer] = await offersFor(service, returnId);
    const body = { offerId: offer?.offerId, slot: offer?.slots.at(-1) };
    const answer = await call(service, 'POST', `/internal/returns/${returnId}/pickup/change`, body);
    const next = (answer.body as { pickupId: string }).pickupId;
    await service.given(
      aBookingReported({
        pickupId,
        providerBookingId: booking.taskId,
        status: 'picked_up',
        number: booking.number,
        reportedAt: toIso(service.clock.now()),
      }),
    );
    await untilNamed(returnId, 'in-transit');
    await untilNamed(next, 'cancelled');
    expect(kuaidi100.bookings.has(toShortId(next))).toBe(false);
  });

  it('voids an approval and its courier when the case asks for something else', async () => {
    const { ref, returnId, pickupId } = await booked();
    const order = service.published('ReturnRequested', returnId)[0]?.data as { lines: { lineId: string }[] };
    await service.given(
      anAfterSaleAmended({
        ...ref,
        lines: [{ lineId: order.lines[0]?.lineId ?? '', quantity: 2 }],
        refundAmountFen: 19_800,
        appliedAt: toIso(service.clock.now()),
        sourceUpdatedAt: toIso(service.clock.now() + MINUTE),
      }),
    );
    await untilNamed(pickupId, 'cancelled');
    expect(names(service, returnId)).toEqual(['requested', 'approved', 'requested']);
    expect(service.published('ReturnRequested', returnId)[1]?.data).toMatchObject({
      refundEstimateFen: 19_800,
    });
    await waitUntil(async () =>
      (await show(service, returnId))['pickupId'] === undefined ? undefined : 'no courier',
    );
    expect((await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId))).status).toBe(
      202,
    );
  });

  it('asks about a booking nobody has heard of for half an hour', async () => {
    const { pickupId, booking } = await booked();
    booking.status = '2';
    service.clock.advance(29 * MINUTE);
    await service.caughtUp();
    expect(names(service, pickupId)).toEqual(['booked']);
    service.clock.advance(2 * MINUTE);
    await untilNamed(pickupId, 'changed');
    expect(service.published('PickupChanged', pickupId)[0]?.data).toMatchObject({ status: 'Accepted' });
  });

  it('lets two returns of one buyer share a parcel, and shows another buyer’s as foreign', async () => {
    const buyerRef = `b_${newId()}`;
    const number = aNumber('SF');
    const sent = async (ref: string) => {
      const order = await bought(service, { buyerRef: ref });
      const platform = await asked(service, order, order.lines.slice(0, 1));
      const returnId = returnOf(service, platform);
      await service.given(anAfterSaleReturnShipped({ ...platform, number, carrier: 'SF' }));
      return returnId;
    };
    const [first, second, foreign] = [await sent(buyerRef), await sent(buyerRef), await sent(`b_${newId()}`)];
    for (const id of [first, second]) expect(names(service, id)).toContain('parcel-assigned');
    expect(names(service, foreign)).not.toContain('parcel-assigned');
    expect(await show(service, foreign)).toMatchObject({
      notes: [{ code: 'return/parcel-of-another-buyer', detail: { number } }],
    });
  });

  it('keeps no contact in the clear, in rows, events or effects', async () => {
    await booked();
    const dataSource = service.app.get(DataSource);
    const rows = await dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
      return tx.query<{ text: string }[]>(
        `SELECT row_to_json(p)::text AS text FROM pickup p UNION ALL SELECT row_to_json(w)::text FROM return_warehouse w
         UNION ALL SELECT row_to_json(r)::text FROM return_case r UNION ALL SELECT row_to_json(e)::text FROM effect e
         UNION ALL SELECT row_to_json(i)::text FROM idempotency i UNION ALL SELECT row_to_json(a)::text FROM carrier_account a`,
      );
    });
    const everything = [
      ...rows.map(({ text }) => text),
      ...service.recorder.all().map(({ event }) => JSON.stringify(event)),
    ].join('\n');
    for (const secret of [
      CONTACT.name,
      CONTACT.phone,
      '世纪大道',
      WAREHOUSE.phone,
      '仓前街道',
      'test-secret',
      'test-salt-1',
    ])
      expect(everything).not.toContain(secret);
    expect(everything).toContain('138****0001');
  });
});
