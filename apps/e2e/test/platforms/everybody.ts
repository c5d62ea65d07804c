import { Door } from '../../src/doors/http.js';
import { PlatformJourney } from './journey.js';
import { rows, type PlatformRow } from './rows.js';
import { openTenant, type Installation } from './tenant.js';

export const MINUTE = 60_000;

/** All platforms at once, since they share a clock. What ends one journey ends no other. */
export class Everybody {
  private readonly journeys = new Map<string, PlatformJourney>();
  private readonly unopened = new Map<string, unknown>();
  private readonly simulator: Door;

  constructor(private readonly installation: Installation) {
    this.simulator = new Door(installation.simulatorUrl);
  }

  at(platform: string): PlatformJourney {
    const journey = this.journeys.get(platform);
    if (journey) return journey;
    throw new Error(`there is no shop at ${platform}`, { cause: this.unopened.get(platform) });
  }

  /** Every platform of the registry, as the gateway lists them. */
  platforms(): readonly string[] {
    return [...this.journeys.values()][0]?.tenant.registry ?? [];
  }

  async go(): Promise<void> {
    await this.simulator.post('/control/flow', { running: false });
    await this.open();
    // Some platforms count whole seconds: what is sold in the second that ends a shop's past is part of it.
    await this.pass(5_000);
    await this.all('ordered', (one) => one.order());
    await this.all('left', (one) => one.ship());
    await this.pass(2 * MINUTE);
    await this.all('shipped', (one) => one.shipped());
    await this.pass(58 * MINUTE);
    await this.all('wanted back', (one) => one.askBack());
    await this.pass(2 * MINUTE);
    await this.all('asked back', (one) => one.asked());
    await this.all('refused what cannot be said', (one) => one.unsaid());
    await this.all('approved', (one) => one.approve());
    await this.all('agreed', (one) => one.byHand('agree-return', 'agree-return'));
    await this.all('on its way back', (one) => one.sendBack());
    await this.pass(2 * MINUTE);
    await this.all('sent back', (one) => one.sentBack());
    await this.all('signed off', (one) => one.sign());
    await this.all('due', (one) => one.due());
    await this.all('paid', (one) => one.byHand('refund-received', 'confirm-receipt'));
    await this.pass(2 * MINUTE);
    // Where the money is not pushed it is seen once the polls, which stay behind, have come so far.
    await this.pass(2 * MINUTE);
    await this.all('refunded', (one) => one.refunded());
  }

  private async open(): Promise<void> {
    const opened = await Promise.allSettled(
      rows.map(async (row: PlatformRow) => {
        this.journeys.set(row.platform, new PlatformJourney(await openTenant(this.installation, row)));
      }),
    );
    for (const [place, end] of opened.entries())
      if (end.status === 'rejected') this.unopened.set(rows[place]?.platform ?? '', end.reason);
  }

  private async all(step: string, work: (journey: PlatformJourney) => Promise<unknown>): Promise<void> {
    await Promise.all([...this.journeys.values()].map((journey) => journey.goOn(step, work)));
  }

  async pass(ms: number): Promise<void> {
    await this.simulator.post('/clock/advance', { ms });
    await this.simulator.post('/control/settle', { timeoutMs: 20_000 });
  }
}
