import { Door } from '../../src/doors/http.js';
import { Journey } from './journey.js';
import { couriers, nobody, rows, type ProviderRow } from './rows.js';
import { openTenant, type Installation, type Tenant } from './tenant.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MOST_LOOKS = 4;

/** What one tenant goes through: of two orders that come back, one is fetched and one's courier is called off. */
export interface Way {
  readonly tenant: Tenant;
  readonly fetched: Journey;
  readonly calledOff: Journey;
}

type Work = (journey: Journey) => Promise<unknown>;

/** All tenants at once, since they share a clock. What ends one journey ends no other. */
export class Everybody {
  private readonly ways = new Map<string, Way>();
  private readonly unopened = new Map<string, unknown>();
  private readonly simulator: Door;

  constructor(private readonly at: Installation) {
    this.simulator = new Door(at.simulatorUrl);
  }

  way({ provider }: { readonly provider: string }): Way {
    const way = this.ways.get(provider);
    if (way) return way;
    throw new Error(`there is no tenant with ${provider}`, { cause: this.unopened.get(provider) });
  }

  async go(): Promise<void> {
    await this.simulator.post('/control/flow', { running: false });
    await this.open();
    await Promise.all([this.fetched((one) => one.order()), this.calledOff((one) => one.order(), rows)]);
    await Promise.all([this.fetched((one) => one.ship()), this.calledOff((one) => one.ship(), rows)]);
    for (let step = 0; step < 6; step++) {
      await this.pass(4 * MINUTE);
      await this.fetched(async (one) => (one.tenant.pushes ? one.keepUp() : undefined));
    }
    await Promise.all([this.fetched((one) => one.askBack()), this.calledOff((one) => one.askBack())]);
    await Promise.all([
      this.fetched((one) => one.askForOffers(), nobody),
      this.fetched((one) => one.confirm('reweighs'), couriers),
      this.calledOff((one) => one.confirm('comes')),
    ]);
    // Some vendors know an order minutes after they took it.
    await this.pass(10 * MINUTE);
    await this.calledOff((one) => one.callOff());
    for (let step = 0; step < 6; step++) await this.pass(6 * HOUR);
    await this.fetched((one) => one.keepUp());
    await this.comeBack();
  }

  /** What a vendor tells only who asks is asked for again some hours later. */
  private async comeBack(): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      await this.fetched((one) => one.comeBack(), couriers);
      if (couriers.every(({ provider }) => this.ways.get(provider)?.fetched.back === true)) return;
      await this.pass(6 * HOUR);
    }
  }

  private async open(): Promise<void> {
    const opened = await Promise.allSettled(
      rows.map(async (row, place) => {
        const tenant = await openTenant(this.at, row, String(1_900_000_000 + place));
        const way = { tenant, fetched: new Journey(tenant), calledOff: new Journey(tenant) };
        this.ways.set(row.provider, way);
      }),
    );
    for (const [place, end] of opened.entries())
      if (end.status === 'rejected') this.unopened.set(rows[place]?.provider ?? '', end.reason);
  }

  private fetched(work: Work, of: readonly ProviderRow[] = rows): Promise<void> {
    return together(
      of.flatMap(({ provider }) => this.ways.get(provider)?.fetched ?? []),
      work,
    );
  }

  private calledOff(work: Work, of: readonly ProviderRow[] = couriers): Promise<void> {
    return together(
      of.flatMap(({ provider }) => this.ways.get(provider)?.calledOff ?? []),
      work,
    );
  }

  private async pass(ms: number): Promise<void> {
    await this.simulator.post('/clock/advance', { ms });
    await this.simulator.post('/control/settle', { timeoutMs: 20_000 });
  }
}

async function together(journeys: readonly Journey[], work: Work): Promise<void> {
  await Promise.all(journeys.map((journey) => journey.goOn(work)));
}
