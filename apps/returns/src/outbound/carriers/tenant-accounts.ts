import {
  answersFor,
  CarrierSettingsError,
  carriersOf,
  isSupported,
  onePerProvider,
  preferred,
} from '@cartrail/carriers';
import { Counter } from 'prom-client';
import type { BookingAccount, BookingPreference } from '../../application/ports.js';
import type { Pickup } from '../../domain/pickup/pickup.js';
import type { OpenedAccount } from './accounts.js';

const unusable = new Counter({
  name: 'returns_unusable_accounts_total',
  help: 'Carrier accounts passed over because their stored settings no longer send couriers',
  labelNames: ['provider'],
});

type Booked = Pick<Pickup, 'provider' | 'connectionId' | 'carrier' | 'passedOver'>;

/** The accounts of one tenant, newest first, live ones before those in a sandbox, and whose turn it is. Each is opened once. */
export class TenantAccounts<A extends Pick<OpenedAccount, 'connectionId' | 'intercept'> = OpenedAccount> {
  private readonly opened = new Map<BookingAccount, readonly A[]>();

  constructor(
    private readonly accounts: readonly BookingAccount[],
    private readonly preferences: readonly BookingPreference[],
    private readonly open: (account: BookingAccount) => A,
  ) {}

  /** Whom to ask for prices, best first; where the tenant says nothing, the newest of each provider. */
  quoting(carrier: string): readonly A[] {
    const own = preferred(this.accounts, this.preferences, { operation: 'quote', carrier });
    const known = this.accounts.filter(({ provider }) => answersFor(provider, carrier));
    return (own ?? onePerProvider(known)).flatMap((account) => this.usable(account));
  }

  /** Whom the tenant wants couriers ordered with, best first; nobody where it says nothing. */
  booking(carrier: string): readonly A[] {
    const own = preferred(this.accounts, this.preferences, { operation: 'book', carrier });
    return (own ?? []).flatMap((account) => this.usable(account));
  }

  /** Who can be asked to stop a parcel of this carrier: the carrier itself before those who pass it on. */
  intercepting(carrier: string): A | undefined {
    const known = this.accounts.filter(({ provider }) => answersFor(provider, carrier));
    const own = (provider: string): boolean => carriersOf(provider).includes(carrier);
    return [
      ...known.filter(({ provider }) => own(provider)),
      ...known.filter(({ provider }) => !own(provider)),
    ]
      .flatMap((account) => this.usable(account))
      .find(({ intercept }) => isSupported(intercept));
  }

  /** Where a courier was ordered, or is to be; pickups that name no account are the newest's of their provider. */
  of({ provider, connectionId }: Booked): A | undefined {
    const account = this.accounts.find((each) =>
      connectionId === undefined ? each.provider === provider : each.connectionId === connectionId,
    );
    return account && this.usable(account)[0];
  }

  /** Who is asked when this pickup's account does not serve: of the tenant's row, whoever was not asked yet. */
  next(pickup: Booked): A | undefined {
    const asked = new Set([this.of(pickup), ...(pickup.passedOver ?? [])].map((each) => each?.connectionId));
    return this.booking(pickup.carrier).find(({ connectionId }) => !asked.has(connectionId));
  }

  private usable(account: BookingAccount): readonly A[] {
    const known = this.opened.get(account) ?? this.openIfUsable(account);
    this.opened.set(account, known);
    return known;
  }

  private openIfUsable(account: BookingAccount): readonly A[] {
    try {
      return [this.open(account)];
    } catch (error) {
      if (!(error instanceof CarrierSettingsError)) throw error;
      unusable.inc({ provider: account.provider });
      return [];
    }
  }
}
