import { Door } from '../doors/http.js';
import type { CaseTruth } from '../journey/returns/truths.js';
import type { Arena } from './arena.js';
import type { FaultCase } from './case.js';
import { query } from './evidence.js';
import { Guardian } from './guardian.js';
import type { MoneyArena } from './money/money-arena.js';
import { booksOf } from './money/money-evidence.js';

/** The call was made, the answer was there, and the process died before it was written down. */
const POINT = 'effect.after_call';

interface Untold {
  bookings: number;
  refunds: number;
  reports: number;
}

/** What the providers have done and our databases do not know, at a moment when the asking process is dead. */
class Gap {
  readonly most: Untold = { bookings: 0, refunds: 0, reports: 0 };

  constructor(
    private readonly arena: Arena,
    private readonly money: MoneyArena,
  ) {}

  async measure(): Promise<void> {
    const { simulatorsUrl } = this.arena.stack.addresses();
    const ours = new Set(this.money.keys);
    const cases = (await booksOf<CaseTruth>(simulatorsUrl, 'after-sales')).filter((each) =>
      ours.has(each.platformOrderId),
    );
    const phones = new Set(this.money.phones);
    const { items } = await new Door(simulatorsUrl).get<{ items: { senderPhone: string }[] }>(
      '/control/bookings',
    );
    const made = items.filter(({ senderPhone }) => phones.has(senderPhone)).length;
    const known = await this.known();
    const wider = (name: keyof Untold, done: number): void => {
      this.most[name] = Math.max(this.most[name], done - known[name]);
    };
    wider('bookings', made);
    wider('refunds', cases.filter(({ refunds }) => refunds.length > 0).length);
    wider('reports', cases.filter(({ reports }) => reports.length > 0).length);
  }

  private async known(): Promise<Untold> {
    const { stack } = this.arena;
    const ids = [this.money.orderIds];
    const [booked] = await query<{ count: string }>(
      stack.databaseUrl('returns'),
      `SELECT count(*) FROM pickup JOIN return_case r ON r.tenant_id = pickup.tenant_id AND r.id = pickup.return_id
        WHERE pickup.provider_booking_id IS NOT NULL AND r.order_id = ANY ($1::uuid[])`,
      ids,
    );
    const [paid] = await query<{ count: string }>(
      stack.databaseUrl('order-sync'),
      `SELECT count(*) FROM refund WHERE status IN ('Accepted', 'Succeeded') AND order_id = ANY ($1::uuid[])`,
      ids,
    );
    const [reported] = await query<{ count: string }>(
      stack.databaseUrl('order-sync'),
      `SELECT count(*) FROM effect JOIN after_sale a ON a.id::text = effect.request::jsonb ->> 'afterSaleId'
        WHERE effect.kind = 'aftersale.report-received' AND effect.state = 'done' AND a.order_id = ANY ($1::uuid[])`,
      ids,
    );
    return {
      bookings: Number(booked?.count),
      refunds: Number(paid?.count),
      reports: Number(reported?.count),
    };
  }
}

export const crashAfterCall: FaultCase = {
  id: 'F10',
  title: 'crash at effect.after_call: courier, refund, report',
  run: async (arena) => {
    const money = arena.money();
    const gap = new Gap(arena, money);
    const booker = new Guardian(arena.stack, 'returns', () => gap.measure());
    const payer = new Guardian(arena.stack, 'order-sync', () => gap.measure());
    const { count } = money;
    await money.ask();
    await booker.arm(`${POINT}=crash@${Math.floor(count / 10)}`, `${POINT}=crash@1`);
    await money.confirm();
    await booker.rest();
    await money.carry();
    // A report and a refund for each; a refund is two calls, that it begins and that it is executed, and all begin
    // before the first is executed: two crashes before that, two after.
    const some = Math.floor(count / 10);
    await payer.arm(
      `${POINT}=crash@${some}`,
      ...[count, count, some].map((calls) => `${POINT}=crash@${calls}`),
    );
    await money.sign();
    await money.refunded();
    await payer.rest();
    const crashes = [booker.restarts, payer.restarts];
    const failures = [
      ...crashes.flatMap((times, at) =>
        times > 0 ? [] : [`${['returns', 'order-sync'][at] ?? ''} never crashed`],
      ),
      ...Object.entries(gap.most).flatMap(([what, missed]) =>
        missed > 0 ? [] : [`no crash fell between one of the ${what} and the row about it`],
      ),
    ];
    const { bookings, refunds, reports } = gap.most;
    return {
      findings: await money.audit(),
      failures,
      notes: [
        money.note(),
        `${crashes.join(' + ')} crashes`,
        `untold at a death: ${bookings} bookings, ${refunds} refunds, ${reports} reports`,
      ],
    };
  },
};
