import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { change, ChangeShell, type AnyChange } from '@cartrail/messaging';
import { aTenantOpened, TENANT } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { hear, type Arrival } from '../src/domain/arrival.js';
import { PostgresArrivalStore } from '../src/outbound/postgres/arrival.store.js';
import { get, startESign, type ESign } from './e-sign-service.js';
import { aNumber, aReturn, assigned, expected, requested, type SentBack } from './returns.js';

describe('e-sign, listening to returns.return.events.v1', () => {
  let esign: ESign;
  beforeAll(async () => {
    esign = await startESign();
    await esign.service.given(aTenantOpened());
  });
  afterAll(() => esign.stop());

  const queue = async (query: string) => {
    const { body } = await get(esign.service, `/internal/arrivals${query}`);
    return (body as { data: { returnId: string; status: string; numbers: object[] }[] }).data;
  };
  const of = async ({ returnId }: SentBack) => (await queue(`?returnId=${returnId}`))[0];
  const parcel = ({ number }: SentBack) => ({ number, carrier: 'YTO' });

  it('expects a return once, however often it is told, and is not moved back by what is older', async () => {
    const sentBack = aReturn();
    const events = expected(sentBack);
    await esign.service.deliver(events, { times: 2 });
    await esign.service.given(...events.slice(0, 3).reverse());
    expect(await of(sentBack)).toMatchObject({ status: 'Arrived', numbers: [parcel(sentBack)] });
  });

  it('shows what goods of a kind may be objected to for, as returns says it', async () => {
    const lines = [{ lineId: newId(), quantity: 1, objections: ['WORN', 'TAG_REMOVED'] }];
    const sentBack = aReturn({ lines });
    await esign.service.given(...expected(sentBack));
    expect(await of(sentBack)).toMatchObject({ lines });
  });

  it('is found by the number that replaced another, and by that other no more', async () => {
    const [first, number] = [aReturn(), aNumber()];
    await esign.service.given(...expected(first));
    const [moved] = assigned({ ...first, number });
    if (!moved) throw new Error('no event');
    const data = { ...(moved.data as object), replaces: first.number };
    await esign.service.given({ ...moved, data });
    expect(await queue(`?number=${first.number}`)).toEqual([]);
    expect(await queue(`?number=${number}`)).toMatchObject([{ returnId: first.returnId }]);
  });

  it('queues what is on its way, page by page, and what was not sent yet only when asked', async () => {
    const [waiting, asked] = [[aReturn(), aReturn(), aReturn()], aReturn()];
    const [request] = requested(asked);
    if (!request) throw new Error('no event');
    await esign.service.given(...waiting.flatMap((each) => expected(each)), request);
    const all: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await get(esign.service, `/internal/arrivals?limit=2${cursor}`);
      const page = body as { data: { returnId: string }[]; nextCursor: string; hasMore: boolean };
      all.push(...page.data.map(({ returnId }) => returnId));
      if (!page.hasMore) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(all).toEqual(expect.arrayContaining(waiting.map(({ returnId }) => returnId)));
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain(asked.returnId);
    expect(await of(asked)).toMatchObject({ status: 'Requested' });
    expect((await get(esign.service, '/internal/arrivals?cursor=made.up')).status).toBe(400);
  });

  it('parks what breaks its contract and hears its neighbours', async () => {
    const sentBack = aReturn();
    await esign.service.deliverRaw('returns.return.events.v1', `${TENANT}:poison`, '{"broken":true}');
    await esign.service.given(...expected(sentBack));
    expect(await of(sentBack)).toMatchObject({ status: 'Arrived' });
    const parked: unknown[] = await esign.service.app
      .get(DataSource, { strict: false })
      .query('SELECT 1 FROM parked_event WHERE key = $1', [`${TENANT}:poison`]);
    expect(parked).toHaveLength(1);
  });

  it('takes as many statements for five hundred returns as for five', async () => {
    const few = await statementsFor(esign, 5);
    expect(await statementsFor(esign, 500)).toBe(few);
  });
});

function statementsFor({ service }: ESign, size: number): Promise<number> {
  const store = new PostgresArrivalStore();
  const cause = { tenantId: TENANT, correlationId: 'c', causationId: 'c' };
  const changes = Array.from({ length: size }, (_, at): AnyChange[] => {
    const id = newId();
    const news = { returnId: id, orderId: id, shopId: id, lines: [{ lineId: 'l', quantity: 1 }] };
    const decide = (sequence: number) => (arrival: Arrival | undefined) =>
      hear(arrival, { ...news, sequence, parcel: { number: `${id}${at}`, carrier: 'YTO' } });
    return [1, 2].map((sequence) =>
      change({ store, find: { id }, createAs: id, cause, decide: decide(sequence) }),
    );
  }).flat();
  return service.app.get(DataSource, { strict: false }).transaction(async (tx) => {
    const query = tx.query.bind(tx);
    let statements = 0;
    tx.query = <T>(sql: string, parameters?: unknown[]): Promise<T> => {
      statements += 1;
      return query(sql, parameters);
    };
    await service.app.get(ChangeShell, { strict: false }).apply(tx, [TENANT], changes);
    return statements;
  });
}
