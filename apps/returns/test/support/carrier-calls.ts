import {
  CarrierError,
  LimitGate,
  notSupported,
  type CarrierPort,
  type CarrierErrorKind,
  type CarrierLimits,
  type PickupPort,
} from '@cartrail/carriers';
import { DAY } from '@cartrail/kernel';
import type { ClaimedEffect, Commands, EffectHandler, EffectResult } from '@cartrail/messaging';
import type { ContactSafe, ReturnQueries } from '../../src/application/ports.js';
import { StandingNews } from '../../src/inbound/flow/standing-news.js';
import { FlowNews } from '../../src/inbound/flow/pickup-news.js';
import { askedAccount, type AskedAccount } from '../../src/outbound/carriers/asked-account.js';
import type { BookingAccounts } from '../../src/outbound/carriers/booking-accounts.js';
import { TenantAccounts } from '../../src/outbound/carriers/tenant-accounts.js';
import { ProviderQuotes } from '../../src/outbound/carriers/quotes.js';
import { BookingCalls } from '../../src/outbound/carriers/booking-calls.js';
import { cause, type World } from './world.js';

/** The general schedule of effects: five waits. */
const LAST_TRY = 6;

export const carrierError = (kind: CarrierErrorKind): CarrierError =>
  new CarrierError(kind, kind, { provider: 'kuaidi100' });

const none = notSupported('nobody said what it answers');
const unsupported = { quote: none, reach: none, findBooking: none, change: none, detail: none };

/** What the calls meet: a provider that answers as told, and a database that may be away. */
export class Surroundings {
  readonly news: FlowNews;
  readonly calls: BookingCalls;
  readonly quotes: ProviderQuotes;
  port: Partial<PickupPort> = {};
  intercept: CarrierPort['intercept'] = none;
  readonly accounts: Pick<BookingAccounts, 'ofTenant'> = { ofTenant: () => Promise.resolve(this.ofTenant()) };
  /** How long until a provider may be asked again. */
  waitMs = 0;
  /** Whose turn was waited for, by account and limit. */
  readonly waited: string[] = [];
  private readonly gate = new LimitGate(
    {
      take: (_tenant, key) => {
        this.waited.push(key);
        return Promise.resolve(this.waitMs);
      },
      lock: () => Promise.resolve(0),
      count: () => Promise.resolve(true),
    },
    1,
  );
  limits: CarrierLimits = { bookingsPerSecond: 1 };
  hasAccount = true;
  /** Who hands the goods over, and who gets them. */
  contact = {
    name: '张三',
    phone: '13800000001',
    address: '上海市浦东新区 1 号',
    regionCode: '310115',
  };
  /** Who is asked after that, by provider, in this order. */
  readonly others = new Map<string, Partial<PickupPort>>();
  databaseIsAway = false;

  constructor(private readonly world: World) {
    const accounts = this.accounts as BookingAccounts;
    this.news = new FlowNews(world.flow, world.clock);
    const warehouse = { code: 'HZ1', regionCode: '330110', nameMask: '', phoneMask: '', sealedAddress: '' };
    const queries: Partial<ReturnQueries> = {
      pickup: () =>
        this.databaseIsAway
          ? Promise.reject(new Error('the database is away'))
          : Promise.resolve(world.thePickup()),
      warehouse: () => Promise.resolve(warehouse),
    };
    const contacts: Partial<ContactSafe> = { open: () => this.contact };
    const accountNews = new StandingNews(world.memory.stores.standings, world.clock);
    const commands: Pick<Commands, 'execute'> = {
      execute: ({ changes }) => {
        world.memory.apply(changes);
        return Promise.resolve({ status: 200, body: null });
      },
    };
    this.quotes = new ProviderQuotes(accounts, accountNews, commands as Commands);
    this.calls = new BookingCalls(
      accounts,
      queries as ReturnQueries,
      contacts as ContactSafe,
      'https://cartrail.test',
      accountNews,
    );
  }

  private ofTenant(): TenantAccounts<AskedAccount> {
    const known = this.hasAccount ? ['kuaidi100', ...this.others.keys()] : [];
    const accounts = known.map((provider) => ({
      accountId: provider,
      connectionId: `demo01-${provider}`,
      provider,
      label: provider,
      mode: 'live' as const,
      sealedCredentials: '',
      createdAt: 0,
    }));
    const preferences = [{ operation: 'book', carrier: '*', accountIds: known } as const];
    return new TenantAccounts(accounts, this.others.size === 0 ? [] : preferences, (account) => {
      const { accountId, sealedCredentials } = account;
      const port = (this.others.get(account.provider) ?? this.port) as PickupPort;
      const { refused } = this.world.memory.standing(accountId) ?? {};
      return askedAccount(
        {
          ...account,
          port: { ...unsupported, ...port },
          intercept: this.intercept,
          limits: this.limits,
          memoryMs: 2 * DAY,
        },
        { tenantId: cause.tenantId, gate: this.gate, sealedCredentials, refused },
      );
    });
  }

  /** One attempt, and giving up where the general schedule is used up, as the worker does it. */
  async attempt(handler: EffectHandler, attempt: number, request: object = {}): Promise<EffectResult> {
    const effect: ClaimedEffect = {
      id: 'e1',
      tenantId: cause.tenantId,
      kind: 'pickup',
      idempotencyKey: 'k1',
      attempt,
      request: { pickupId: this.world.memory.pickups().at(-1)?.id, ...request },
      cause,
    };
    const { signal } = new AbortController();
    const result = await handler
      .execute(effect, signal)
      .catch((error: unknown): EffectResult => ({ kind: 'retry', reason: String(error) }));
    const over = result.kind === 'retry' && result.afterMs === undefined && attempt >= LAST_TRY;
    const given = over
      ? { kind: 'failed' as const, reason: result.reason, changes: handler.gaveUp?.(effect, result.reason) }
      : result;
    this.world.memory.apply(given.changes ?? []);
    return given;
  }

  /** One attempt after another, until one is not to be repeated. */
  async attempts(
    handler: EffectHandler,
    from: number,
    to: number,
    request?: object,
  ): Promise<EffectResult | undefined> {
    let result: EffectResult | undefined;
    for (let attempt = from; attempt <= to; attempt++) {
      result = await this.attempt(handler, attempt, request);
      if (result.kind !== 'retry') return result;
    }
    return result;
  }
}
