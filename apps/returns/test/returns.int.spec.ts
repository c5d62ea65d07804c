import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, newId, toIso } from '@cartrail/kernel';
import {
  aBookingReported,
  anAfterSaleClosed,
  anAfterSaleReturnShipped,
  aParcelSignedOff,
  aRefundSucceeded,
  aSignOffLine,
  aTenantOpened,
  aWaybillDelivered,
  aWaybillPickedUp,
  waitUntil,
  type TestService,
} from '@cartrail/testing';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import {
  agree,
  aNumber,
  asked,
  bought,
  call,
  choice,
  confirmUrl,
  equip,
  names,
  returnOf,
  show,
  startReturns,
  type Bought,
  type Case,
} from './returns-service.js';

describe('a return, from the buyer’s wish to his money', () => {
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

  const now = () => toIso(service.clock.now());
  const signOff = async (order: Bought, returnId: string, verdicts: readonly string[], more: object = {}) => {
    const lines = verdicts.map((verdict, n) =>
      aSignOffLine({ returnId, lineId: order.lines[n]?.lineId, verdict }),
    );
    await service.given(
      aParcelSignedOff({ returnIds: [returnId], orderIds: [order.orderId], lines, signedAt: now(), ...more }),
    );
  };
  const refunded = async (ref: Case, returnId: string) => {
    const due = service.published('RefundDue', returnId)[0]?.data as { refundId: string; amountFen: number };
    await service.given(
      aRefundSucceeded({
        ...ref,
        returnId,
        refundId: due.refundId,
        amountFen: due.amountFen,
        refundedAt: now(),
      }),
    );
    return due;
  };

  it('leads a case of the platform through pickup and sign-off to the refund, however often events come', async () => {
    const order = await bought(service);
    const ref = await asked(service, order, order.lines);
    const returnId = returnOf(service, ref);
    const confirmed = await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId));
    expect(confirmed).toMatchObject({ status: 202, body: { returnId, status: 'Approved' } });
    const { pickupId } = confirmed.body as { pickupId: string };
    expect(kuaidi100.bookings.size).toBe(0);
    await agree(service, ref);
    const [booking] = [...kuaidi100.bookings.values()];
    expect(booking?.param).toMatchObject({
      sendManName: '张三',
      recManMobile: '0571-88888888',
      cargo: '服饰鞋靴',
    });
    expect(String(booking?.param['callBackUrl'])).toMatch(
      /^http:\/\/gateway\.test\/callbacks\/kuaidi100\/demo01-/,
    );
    const number = aNumber('JD');
    const report = { bookingId: newId(), pickupId, providerBookingId: booking?.taskId ?? '', carrier: 'YTO' };
    await service.deliver(
      [
        aBookingReported({
          ...report,
          status: 'accepted',
          courier: { nameMask: '李*', phoneMask: '139****1111' },
        }),
        aBookingReported({ ...report, status: 'placed', number }),
        aBookingReported({ ...report, status: 'picked_up', number, reportedAt: now() }),
        aBookingReported({ ...report, status: 'settled', fees: [{ kind: 'freight', amountFen: 1_030 }] }),
      ],
      { times: 2 },
    );
    await service.caughtUp();
    const parcel = { number, orderIds: [order.orderId] };
    await service.deliver(aWaybillDelivered({ ...parcel, scannedAt: now() }), { times: 2 });
    await service.deliver(aWaybillPickedUp({ ...parcel, scannedAt: now() }), { times: 2 });
    await service.caughtUp();
    await signOff(order, returnId, ['INTACT', 'INTACT']);
    const due = await refunded(ref, returnId);
    await service.given(anAfterSaleClosed({ ...ref, outcome: 'refunded', refundedFen: due.amountFen }));
    expect(due.amountFen).toBe(19_800);
    expect(names(service, returnId)).toEqual([
      'requested',
      'approved',
      'parcel-assigned',
      'in-transit',
      'arrived',
      'signed-off',
      'refund-due',
      'refunded',
    ]);
    expect(names(service, pickupId)).toEqual(['booked', 'changed', 'changed', 'completed', 'changed']);
    for (const id of [returnId, pickupId])
      expect(sequencesOf(service, id)).toEqual(names(service, id).map((_, n) => n + 1));
    expect(service.published('ReturnParcelAssigned', returnId)[0]?.data).toMatchObject({
      number,
      by: 'booking',
      pickupId,
      phoneTail: '0001',
      fromRegion: '310115',
      toRegion: '330110',
    });
    expect(await show(service, returnId)).toMatchObject({
      status: 'Refunded',
      pickups: [
        { status: 'Settled', chargedFen: 1_030, contact: { nameMask: '张*', phoneMask: '138****0001' } },
      ],
    });
  });

  it('lets a return begun on our page join its case, which may then be confirmed', async () => {
    const order = await bought(service);
    const [line] = order.lines;
    const body = {
      orderId: order.orderId,
      lines: [{ lineId: line?.lineId, quantity: 1 }],
      reason: 'quality',
    };
    const begun = await call(service, 'POST', '/internal/returns', body, { key: `k-${order.orderId}` });
    expect(begun).toMatchObject({
      status: 201,
      body: {
        status: 'AwaitingCase',
        decision: { allowed: true },
        freightPayer: 'merchant',
        refundEstimateFen: 9_900,
      },
    });
    expect((begun.body as { platformForm: string }).platformForm).toContain('6917000000000000001');
    const { returnId } = begun.body as { returnId: string };
    const again = await call(service, 'POST', '/internal/returns', body, { key: `k-${order.orderId}` });
    expect([again.headers['idempotency-replayed'], (again.body as { returnId: string }).returnId]).toEqual([
      'true',
      returnId,
    ]);
    const early = await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId));
    expect(early).toMatchObject({ status: 409, body: { code: 'return/awaiting-case' } });
    await asked(service, order, order.lines.slice(0, 1), { reason: 'quality' });
    expect(names(service, returnId)).toEqual(['requested', 'case-joined']);
    const confirmed = await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId));
    expect(confirmed.status).toBe(202);
  });

  it('refuses a late return with the rule and until when it was allowed, and takes one made in the last second', async () => {
    const order = await bought(service, { deliveredAgo: 9 * DAY });
    const [line] = order.lines;
    const body = {
      orderId: order.orderId,
      lines: [{ lineId: line?.lineId, quantity: 1 }],
      reason: 'no_reason',
    };
    const late = await call(service, 'POST', '/internal/returns', body);
    expect(late).toMatchObject({ status: 409, body: { code: 'return/window-closed' } });
    const { allowedUntil, ruleId } = late.body as { allowedUntil: string; ruleId: string };
    expect(ruleId).toMatch(/^R-0[123]$/);
    expect(Date.parse(allowedUntil)).toBeLessThan(service.clock.now());
    const tooLate = await asked(service, order, order.lines.slice(0, 1));
    const returnId = returnOf(service, tooLate);
    expect(names(service, returnId)).toEqual(['requested', 'rejected']);
    expect(service.published('ReturnRejected', returnId)[0]?.data).toMatchObject({
      by: 'policy',
      decision: { allowed: false, code: 'return/window-closed', allowedUntil },
    });
    const appliedAt = toIso(Date.parse(allowedUntil) - 1);
    const inTime = await asked(service, order, order.lines.slice(1), { appliedAt });
    expect(names(service, returnOf(service, inTime))).toEqual(['requested']);
    // What the rules reject, the platform may allow all the same.
    await agree(service, tooLate, 'platform');
    expect(names(service, returnId)).toEqual(['requested', 'rejected', 'approved']);
  });

  it('refuses what is not the order’s, or more than is left of it, naming the field', async () => {
    const order = await bought(service);
    const [shirts, cap] = order.lines;
    const request = (lines: object[], orderId = order.orderId) =>
      call(service, 'POST', '/internal/returns', { orderId, lines, reason: 'no_reason' });
    expect(await request([{ lineId: 'nothing', quantity: 1 }])).toMatchObject({
      status: 422,
      body: { code: 'return/line-unknown', errors: [{ pointer: '/lines/0/lineId' }] },
    });
    expect(
      await request([
        { lineId: cap?.lineId, quantity: 1 },
        { lineId: shirts?.lineId, quantity: 3 },
      ]),
    ).toMatchObject({
      status: 422,
      body: { code: 'return/quantity-exceeded', left: 2, errors: [{ pointer: '/lines/1/quantity' }] },
    });
    expect(await request([{ lineId: cap?.lineId, quantity: 1 }], newId())).toMatchObject({
      status: 404,
      body: { code: 'return/order-unknown' },
    });
    expect((await request([{ lineId: shirts?.lineId, quantity: 1 }])).status).toBe(201);
    expect(await request([{ lineId: shirts?.lineId, quantity: 2 }])).toMatchObject({
      status: 422,
      body: { code: 'return/quantity-exceeded', left: 1 },
    });
    expect(await request([{ lineId: shirts?.lineId, quantity: 0 }])).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/lines/0/quantity' }] },
    });
  });

  it('keeps another buyer’s case visible and rejected, and lets it take nobody’s return over', async () => {
    const order = await bought(service);
    const lines = [{ lineId: order.lines[0]?.lineId, quantity: 1 }];
    const begun = await call(service, 'POST', '/internal/returns', {
      orderId: order.orderId,
      lines,
      reason: 'no_reason',
    });
    const { returnId } = begun.body as { returnId: string };
    const foreign = await asked(service, { ...order, buyerRef: 'b_somebody-else' }, order.lines.slice(0, 1));
    const other = returnOf(service, foreign);
    expect(other).not.toBe(returnId);
    expect(service.published('ReturnRejected', other)[0]?.data).toMatchObject({
      by: 'policy',
      decision: { allowed: false },
    });
    expect(await show(service, returnId)).toMatchObject({ status: 'AwaitingCase' });
  });

  it('returns two lines in part and refunds exactly those, with the rest still to be returned', async () => {
    const order = await bought(service);
    const ref = await asked(service, order, order.lines);
    const returnId = returnOf(service, ref);
    await agree(service, ref, 'platform');
    const number = aNumber('SF');
    await service.given(anAfterSaleReturnShipped({ ...ref, number, carrier: 'SF', shippedAt: now() }));
    await service.given(
      aWaybillDelivered({ number, carrier: 'SF', orderIds: [order.orderId], scannedAt: now() }),
    );
    await signOff(order, returnId, ['INTACT', 'INTACT']);
    const due = await refunded(ref, returnId);
    expect(due.amountFen).toBe(19_800);
    expect(names(service, returnId)).toEqual([
      'requested',
      'approved',
      'parcel-assigned',
      'arrived',
      'signed-off',
      'refund-due',
      'refunded',
    ]);
    const left = {
      orderId: order.orderId,
      lines: [{ lineId: order.lines[0]?.lineId, quantity: 1 }],
      reason: 'no_reason',
    };
    expect((await call(service, 'POST', '/internal/returns', left)).status).toBe(201);
    const gone = { ...left, lines: [{ lineId: order.lines[1]?.lineId, quantity: 1 }] };
    expect((await call(service, 'POST', '/internal/returns', gone)).status).toBe(422);
  });

  it('objects to what does not come back as it was, until a person settles it once', async () => {
    const order = await bought(service);
    const ref = await asked(service, order, order.lines.slice(0, 1));
    const returnId = returnOf(service, ref);
    await agree(service, ref, 'platform');
    await service.given(anAfterSaleReturnShipped({ ...ref, number: aNumber('SF'), carrier: 'SF' }));
    await signOff(order, returnId, ['AFFECTS_RESALE']);
    expect(await show(service, returnId)).toMatchObject({ status: 'Objected' });
    const url = `/internal/returns/${returnId}/settlement`;
    const above = await call(service, 'POST', url, { amountFen: 9_901, buyerAgreed: true });
    expect(above).toMatchObject({
      status: 422,
      body: { code: 'return/amount-above-limit', limitFen: 9_900 },
    });
    expect((await call(service, 'POST', url, { amountFen: 5_000, buyerAgreed: false })).status).toBe(400);
    expect(await call(service, 'POST', url, { amountFen: 5_000, buyerAgreed: true })).toMatchObject({
      status: 200,
      body: { status: 'Refunding', amountFen: 5_000 },
    });
    expect(await call(service, 'POST', url, { amountFen: 6_000, buyerAgreed: true })).toMatchObject({
      status: 409,
      body: { code: 'return/refund-already-due' },
    });
    await service.caughtUp();
    expect(service.published('RefundDue', returnId)).toHaveLength(1);
  });

  it('pays on a corrected record before the refund, and only notes one after it', async () => {
    const order = await bought(service);
    const ref = await asked(service, order, order.lines.slice(0, 1));
    const returnId = returnOf(service, ref);
    await agree(service, ref, 'platform');
    await service.given(anAfterSaleReturnShipped({ ...ref, number: aNumber('SF'), carrier: 'SF' }));
    const [first, second] = [newId(), newId()];
    await signOff(order, returnId, ['EMPTY'], { signOffId: first });
    await signOff(order, returnId, ['INTACT'], { signOffId: second, supersedes: first });
    expect(names(service, returnId).slice(-3)).toEqual(['signed-off', 'objected', 'refund-due']);
    await signOff(order, returnId, ['EMPTY'], { supersedes: second });
    expect(await show(service, returnId)).toMatchObject({
      status: 'Refunding',
      notes: [{ code: 'return/corrected-late' }],
    });
    expect(service.published('RefundDue', returnId)).toHaveLength(1);
  });

  it('ends once when a person and the platform call it off at the same moment', async () => {
    const cases = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const order = await bought(service);
        return asked(service, order, order.lines.slice(0, 1));
      }),
    );
    const ids = cases.map((ref) => returnOf(service, ref));
    const [answers] = await Promise.all([
      Promise.all(ids.map((id) => call(service, 'POST', `/internal/returns/${id}/cancellation`, {}))),
      service.deliver(
        cases.map((ref) => anAfterSaleClosed({ ...ref, outcome: 'cancelled', closedAt: now() })),
      ),
    ]);
    await service.caughtUp();
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect(ids.map((id) => names(service, id))).toEqual(ids.map(() => ['requested', 'cancelled']));
  });

  it('lapses what was approved and never sent, by the platform’s deadline, and gives its units back', async () => {
    const order = await bought(service);
    const ref = await asked(service, order, order.lines.slice(1));
    const returnId = returnOf(service, ref);
    await agree(service, ref, 'platform');
    service.clock.advance(7 * DAY - HOUR);
    await service.caughtUp();
    expect(names(service, returnId)).toEqual(['requested', 'approved']);
    service.clock.advance(2 * HOUR);
    await untilNamed(service, returnId, 'lapsed');
    const next = {
      orderId: order.orderId,
      lines: [{ lineId: order.lines[1]?.lineId, quantity: 1 }],
      reason: 'quality',
    };
    const answer = await call(service, 'POST', '/internal/returns', next);
    expect((answer.body as { code?: string }).code).not.toBe('return/quantity-exceeded');
    // The number came in time and was told late: the platform's word revives it.
    await service.given(anAfterSaleReturnShipped({ ...ref, number: aNumber('SF'), carrier: 'SF' }));
    expect(names(service, returnId)).toEqual([
      'requested',
      'approved',
      'lapsed',
      'approved',
      'parcel-assigned',
    ]);
  });
});

const untilNamed = (service: TestService, id: string, name: string): Promise<void> =>
  waitUntil(() => (names(service, id).includes(name) ? undefined : `${name} of ${id}`));

const sequencesOf = (service: TestService, id: string): number[] =>
  service.recorder
    .all()
    .filter(({ key }) => key.endsWith(`:${id}`))
    .map(({ event }) => Number(event.sequence));
