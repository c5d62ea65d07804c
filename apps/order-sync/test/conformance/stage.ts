import { MINUTE } from '@cartrail/kernel';
import type {
  Application,
  Ask,
  Listing,
  OpenPlatform,
  PushAdmission,
  PushRequest,
  ShopRef,
  TokenPair,
  Window,
} from '../../src/application/ports.js';
import { PlatformFailure } from '../../src/application/ports.js';
import { PushTarget } from '../platforms/push-target.js';
import type { Json, Simulators } from '../platforms/simulators.js';
import type { Subject } from './subject.js';
import type { Wire } from './wire.js';
import type { WorldClock } from './world-clock.js';

/** Names nobody has, so that they are found wherever they stand. */
export const RECEIVER = { name: '诸葛不亮', phone: '13855512345', region: '330100', detail: '无名路77弄' };

/** Of connectors; long enough for a machine that is busy with other things. */
const PATIENT_MS = 20_000;

const LINE = { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 };

export interface Admitted {
  readonly request: PushRequest;
  readonly admission: PushAdmission;
}

/** One platform: its shop at the simulator, and this product's connector to it. */
export class Stage {
  readonly ref: ShopRef;
  /** What the simulators call the platform. */
  readonly world: string;
  readonly platform: OpenPlatform;
  readonly admitted: Admitted[] = [];
  /** Orders of the last second of a day in Shanghai, and of the first of the next. */
  readonly midnight: string[] = [];
  tokens: TokenPair | undefined;
  private readonly target: PushTarget;
  private listening: Promise<string> | undefined;
  private many: Promise<readonly string[]> | undefined;
  private manyOpen: Promise<readonly string[]> | undefined;

  constructor(
    readonly subject: Subject,
    readonly sim: Simulators,
    readonly wire: Wire,
    readonly clock: WorldClock,
  ) {
    const { id, shopId } = subject;
    this.world = subject.world ?? id;
    this.ref = { platform: id, tenantId: 'tenant01', shopId: 'shop', vendorShopId: shopId };
    this.platform = this.open();
    this.target = new PushTarget((request) => this.admit(request));
  }

  /** The connector, with what is different this time. */
  open(more: Partial<Application> = {}): OpenPlatform {
    const { subject, world, sim, wire, clock } = this;
    const { connector, credentials, settings, settingsAt, through, straight = [] } = subject;
    const hosts = Object.fromEntries([
      ...through.map((name) => [name, `${wire.url}/${world}`]),
      ...straight.map((name) => [name, `${sim.url}/${world}`]),
    ]) as Application['hosts'];
    const connectionId = subject.connectionId ?? 'connection-1';
    const all = { ...settings, ...settingsAt?.(`${wire.url}/${world}`) };
    return connector.open(
      { connectionId, credentials, settings: all, hosts, timeoutMs: PATIENT_MS, ...more },
      clock,
    );
  }

  async prepare(): Promise<void> {
    const { subject, sim } = this;
    await sim.control('PUT', `/${this.world}-apps`, subject.app);
    const shop = { shopId: subject.shopId, platform: this.world, appKey: subject.appKey };
    await sim.control('PUT', '/shops', shop);
    await this.consent();
  }

  /** The merchant says yes anew. */
  async consent(): Promise<string> {
    const { subject, sim, platform } = this;
    const grant =
      subject.grant === 'self'
        ? ({ kind: 'self', vendorShopId: subject.shopId } as const)
        : ({
            kind: 'code',
            code: await sim.consent(subject.shopId),
            redirectUri: 'https://x.example',
          } as const);
    this.tokens = (await platform.authorisation.grant(grant)).tokens;
    return this.token;
  }

  get token(): string {
    if (!this.tokens) throw new Error('no token');
    return this.tokens.accessToken;
  }

  /** With a token that is renewed once, as the workers do. */
  readonly ask: Ask = async (call) => {
    try {
      return await call(this.token);
    } catch (error) {
      if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
      return await call(await this.consent());
    }
  };

  orders(count: number, more: Json = {}): Promise<readonly string[]> {
    const one = { lines: [LINE], address: RECEIVER, ...more };
    return this.sim.orders(
      this.subject.shopId,
      Array.from({ length: count }, () => one),
    );
  }

  async order(more: Json = {}): Promise<string> {
    return (await this.orders(1, more))[0] ?? '';
  }

  /** More than two pages of any platform, made once. */
  manyOrders(): Promise<readonly string[]> {
    this.many ??= this.orders(230);
    return this.many;
  }

  /** More than one page of any platform, made once. */
  manyCases(): Promise<readonly string[]> {
    this.manyOpen ??= this.orders(130).then((ids) => Promise.all(ids.map((id) => this.claim(id))));
    return this.manyOpen;
  }

  /** What happened lately, as far behind as polls of the platform stay: nothing is added to it any more. */
  window(): Window {
    const now = this.clock.now();
    return { from: now - 25 * MINUTE, to: now - this.subject.connector.manifest.lagMs };
  }

  late(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  async ship(orderId: string, parcel: Json = { carrier: 'YTO' }): Promise<void> {
    await this.sim.control('POST', `/orders/${orderId}/ship`, { parcels: [parcel] });
  }

  /** Money only, for goods that have not left. */
  async claim(orderId: string, more: Json = {}): Promise<string> {
    const { lines } = await this.sim.control('GET', `/orders/${orderId}`);
    const [line] = lines as { platformLineId: string; quantity: number }[];
    const about = [{ platformLineId: line?.platformLineId, quantity: line?.quantity }];
    const wanted = { type: 2, reasonCode: 2, lines: about, ...more };
    const made = await this.sim.control('POST', `/orders/${orderId}/after-sales`, wanted);
    return String(made['platformAfterSaleId']);
  }

  read(platformOrderId: string, platform = this.platform) {
    return this.ask((token) => platform.orders.order(this.ref, token, platformOrderId));
  }

  readCase(platformAfterSaleId: string, platformOrderId?: string) {
    const about = { platformAfterSaleId, ...(platformOrderId !== undefined && { platformOrderId }) };
    return this.ask((token) => this.platform.cases.case(this.ref, token, about));
  }

  /** All pages of a window; `between` happens after the first that has rows. */
  async pages<T>(
    listing: Listing<T>,
    window: Window,
    between?: () => Promise<unknown>,
  ): Promise<readonly T[]> {
    const rows: T[] = [];
    let first = true;
    for await (const page of listing.pages(this.ref, window, this.ask)) {
      rows.push(...page);
      if (first && page.length > 0) {
        first = false;
        await between?.();
      }
    }
    return rows;
  }

  /** What the platform pushes goes to the connector's door from now on; `of` is what happens meanwhile. */
  async pushing<T>(
    of: () => Promise<T>,
  ): Promise<{ readonly made: T; readonly admitted: readonly Admitted[] }> {
    const { subject, sim, target } = this;
    this.listening ??= target.listen();
    const pushUrl = `${await this.listening}/callbacks/${subject.id}/${subject.connectionId ?? 'connection-1'}`;
    await sim.control('PUT', `/${this.world}-apps`, { ...subject.app, pushUrl });
    await sim.control('POST', '/settle', {});
    this.admitted.length = 0;
    const made = await of();
    await sim.control('POST', '/settle', {});
    return { made, admitted: this.admitted.filter(({ admission }) => admission.kind !== 'probe') };
  }

  async close(): Promise<void> {
    if (this.listening) await this.target.close();
  }

  private admit(request: PushRequest) {
    const { door } = this.platform;
    if (!door) throw new Error('there is no door');
    const admission = door.admit(request);
    this.admitted.push({ request, admission });
    return admission.kind === 'accepted' ? door.accepted : admission.answer;
  }
}
