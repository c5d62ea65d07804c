import { Door } from '../../doors/http.js';
import type { OrderTruth } from '../../doors/truths.js';
import { eachOf, until } from '../../doors/waiting.js';
import { signOffForm } from '../../journey/returns/sign-off.js';
import { storyOf } from '../../journey/returns/stories.js';
import type { Offer } from '../../journey/returns/truths.js';
import type { Findings } from '../audit.js';
import { query } from '../evidence.js';
import type { FaultStack } from '../fault-stack.js';
import { auditMoney, fenOf } from './money-audit.js';
import { moneyEvidence } from './money-evidence.js';
import type { MoneyLedger, Owed } from './money-ledger.js';
import { PatientDoor } from './patient-door.js';
import { returnRows, type ReturnRow } from './return-rows.js';

const SHOP = '1000000001';
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 240_000;
const AT_ONCE = 6;
const MOST_HOURS = 12;
/** Of the simulated clock, while a state is waited for that has a minute's work in it. */
const MOST_MINUTES = 60;
const LOOK_MS = 1_500;
const LONGEST_STEP_MS = 6 * HOUR_MS;

/** One return on its way through a case. */
interface Going extends Owed {
  orderId: string;
  returnId: string;
}

/** Returns from the buyer's request to his money, phase by phase, so that a fault can strike in the one it is meant for. */
export class MoneyArena {
  private going: Going[] = [];
  /** When the last courier will have come. */
  private takenBy = 0;
  private readonly simulators: Door;
  readonly merchant: PatientDoor;
  readonly warehouse: PatientDoor;

  constructor(
    private readonly stack: FaultStack,
    private readonly ledger: MoneyLedger,
    private readonly settings: { readonly caseId: string; readonly place: number; readonly count: number },
  ) {
    const { simulatorsUrl } = stack.addresses();
    const { keys } = stack.demo();
    const bearer = (role: string) => ({ authorization: `Bearer ${keys[role] ?? ''}` });
    this.simulators = new Door(simulatorsUrl);
    this.merchant = new PatientDoor(stack.urlOf('gateway'), bearer('merchant'));
    this.warehouse = new PatientDoor(stack.urlOf('gateway'), bearer('warehouse'));
  }

  get repeats(): number {
    return this.merchant.repeats + this.warehouse.repeats;
  }

  get count(): number {
    return this.settings.count;
  }

  /** Ordered, paid, delivered within minutes, and asked back. */
  async ask(): Promise<void> {
    const truths = await this.order();
    await eachOf(truths, ({ platformOrderId }) =>
      this.simulators.post(`/control/orders/${platformOrderId}/ship`, {
        parcels: [{ carrier: 'YTO', plan: 'quick' }],
      }),
    );
    await this.pass(HOUR_MS);
    await eachOf(truths, async ({ platformOrderId, lines }) => {
      const back = lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
      const body = { type: 0, lines: back, reasonCode: 1, faults: [], plan: 'fills-number' };
      await this.simulators.post(`/control/orders/${platformOrderId}/after-sales`, body);
    });
    await this.reach('asked for', ({ status }) => status === 'Requested');
  }

  /** What a buyer is owed is on disk before he can ask for it. */
  private async order(): Promise<readonly OrderTruth[]> {
    const { caseId, place, count } = this.settings;
    const orders = Array.from({ length: count }, (_, at) => ({
      ref: `${caseId}-${at}`,
      lines: [{ skuCode: 'TEE-WHITE-M', quantity: 1 + (at % 2), priceFen: 5_990 + 7 * at }],
      address: { phone: `138${String(place).padStart(2, '0')}${String(at).padStart(6, '0')}` },
    }));
    const made = await this.simulators.post<{ orders: { platformOrderId: string }[] }>('/control/orders', {
      shopId: SHOP,
      orders,
    });
    const truths = await eachOf(made.orders, ({ platformOrderId }) =>
      this.simulators.get<OrderTruth>(`/control/orders/${platformOrderId}`),
    );
    this.going = truths.map(({ platformOrderId: key, lines, receiver: { phone } }) => {
      const fen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
      return { key, fen, phone, caseId, orderId: '', returnId: '' };
    });
    this.ledger.write(this.going.map(({ key, fen, phone }) => ({ key, fen, phone, caseId })));
    await this.imported();
    return truths;
  }

  private async imported(): Promise<void> {
    const found = await until(
      () =>
        query<{ id: string; key: string }>(
          this.stack.databaseUrl('order-sync'),
          'SELECT id, platform_order_id AS key FROM orders WHERE platform_order_id = ANY ($1)',
          [this.going.map(({ key }) => key)],
        ),
      ({ length }) => length === this.going.length,
      PATIENCE_MS,
    );
    const ids = new Map(found.map(({ id, key }) => [key, id]));
    if (ids.size < this.going.length) throw new Error(`${ids.size} of ${this.going.length} orders arrived`);
    for (const each of this.going) each.orderId = ids.get(each.key) ?? '';
  }

  /** Each buyer takes the offer whose courier comes first. */
  async confirm(): Promise<void> {
    await this.simulators.put('/control/courier-plans', { default: 'comes', parcelPlan: 'quick' });
    await this.confirmAll();
    await this.reachByMinutes(
      'booked',
      ({ pickup }) => pickup !== null && !['Quoted', 'Unknown'].includes(pickup),
    );
  }

  private async confirmAll(): Promise<void> {
    const truth = ({ key }: Going): Promise<OrderTruth> => this.simulators.get(`/control/orders/${key}`);
    await eachOf(
      this.going,
      async (each) => {
        const { name, phone, region, province, city, detail } = (await truth(each)).receiver;
        const path = `/v1/returns/${each.returnId}`;
        const { offers } = await this.merchant.get<{ offers: Offer[] }>(`${path}/offers`);
        const soonest = offers
          .flatMap(({ offerId, slots }) => slots.map((slot) => ({ offerId, slot })))
          .sort((one, other) => one.slot.to.localeCompare(other.slot.to))[0];
        if (!soonest) throw new Error(`nobody would come for ${each.key}`);
        this.takenBy = Math.max(this.takenBy, Date.parse(soonest.slot.to));
        const contact = { name, phone, address: `${province}${city}${detail}`, regionCode: region };
        await this.merchant.post(`${path}/confirmation`, () => ({ ...soonest, contact }));
      },
      AT_ONCE,
    );
  }

  /** Couriers come in their slots, and the parcels are at the warehouse within the hour. */
  async carry(): Promise<void> {
    for (let left = this.takenBy - (await this.now()); left > 0; left -= LONGEST_STEP_MS)
      await this.pass(Math.min(left, LONGEST_STEP_MS));
    for (let hours = 0; hours < MOST_HOURS; hours += 2) {
      await this.pass(2 * HOUR_MS);
      if (await this.isReached(({ status }) => status === 'Arrived', 3_000)) return;
    }
    await this.reach('arrived', ({ status }) => status === 'Arrived');
  }

  private async now(): Promise<number> {
    return (await this.simulators.get<{ now: number }>('/clock')).now;
  }

  /** The warehouse signs for every parcel, whole. */
  async sign(): Promise<void> {
    const rows = await this.rows();
    await this.expected(rows.map(({ number }) => number ?? ''));
    const story = storyOf(0);
    if (!story) throw new Error('there is no usual story');
    await eachOf(
      rows,
      ({ returnId, number, lines }) =>
        this.warehouse.post('/v1/sign-offs', () =>
          signOffForm(number ?? '', [{ story, part: { returnId, lines, pickups: [], signOffs: [] } }]),
        ),
      AT_ONCE,
    );
  }

  /** The warehouse has heard of what comes; a parcel it had not would be kept as found, for a person. */
  private async expected(numbers: readonly string[]): Promise<void> {
    const known = await until(
      () =>
        query<{ number: string }>(
          this.stack.databaseUrl('e-sign'),
          'SELECT DISTINCT number FROM arrival_number WHERE number = ANY ($1)',
          [numbers],
        ),
      ({ length }) => length >= numbers.length,
      PATIENCE_MS,
    );
    if (known.length < numbers.length)
      throw new Error(`the warehouse expects ${known.length} of ${numbers.length} parcels`);
  }

  /** The platform shows the money ten seconds after it was told to pay. */
  async refunded(): Promise<void> {
    await this.reachByMinutes('refunded', ({ status }) => status === 'Refunded');
  }

  async audit(): Promise<Findings> {
    return auditMoney(await moneyEvidence(this.stack, this.settings.caseId, this.ledger.read()));
  }

  /** For the notes of a case. */
  note(): string {
    const yuan = (fenOf(this.going) / 100).toFixed(2);
    return `${this.going.length} returns, ¥${yuan}`;
  }

  get orderIds(): readonly string[] {
    return this.going.map(({ orderId }) => orderId);
  }

  get phones(): readonly string[] {
    return this.going.map(({ phone }) => phone);
  }

  get keys(): readonly string[] {
    return this.going.map(({ key }) => key);
  }

  async pass(ms: number): Promise<void> {
    await this.simulators.post('/clock/advance', { ms }).catch(unlessUnacknowledged);
    await this.simulators.post('/control/settle', { timeoutMs: 20_000 }).catch(unlessUnsettled);
  }

  /** What is asked again a minute later need not take a minute. */
  private async reachByMinutes(what: string, good: (row: ReturnRow) => boolean): Promise<void> {
    for (let minutes = 0; minutes < MOST_MINUTES; minutes += 1) {
      if (await this.isReached(good, LOOK_MS)) return;
      await this.pass(MINUTE_MS);
    }
    await this.reach(what, good);
  }

  private async reach(what: string, good: (row: ReturnRow) => boolean): Promise<void> {
    if (await this.isReached(good, PATIENCE_MS)) return;
    const left = (await this.rows()).filter((row) => !good(row));
    const states = [...new Set(left.map(({ status, pickup }) => `${status}/${pickup ?? 'no pickup'}`))];
    throw new Error(`${left.length} of ${this.count} returns are not ${what}: ${states.join(', ')}`);
  }

  private async isReached(good: (row: ReturnRow) => boolean, withinMs: number): Promise<boolean> {
    const rows = await until(
      () => this.rows().catch(() => []),
      (found) => found.length === this.going.length && found.every(good),
      withinMs,
    );
    return rows.length === this.going.length && rows.every(good);
  }

  private async rows(): Promise<readonly ReturnRow[]> {
    const rows = await returnRows(this.stack.databaseUrl('returns'), this.orderIds);
    const byOrder = new Map(this.going.map((each) => [each.orderId, each]));
    for (const { orderId, returnId } of rows) {
      const each = byOrder.get(orderId);
      if (each) each.returnId = returnId;
    }
    return rows;
  }
}

/** A paused process acknowledges no move of the clock, and a dead one takes no push: neither is this step's to judge. */
const unlessUnacknowledged = passing('sim/clock-not-acked');
const unlessUnsettled = passing('sim/not-settled');

function passing(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error) || !error.message.includes(code)) throw error;
  };
}
