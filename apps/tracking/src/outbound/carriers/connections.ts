import {
  answersFor,
  CarrierSettingsError,
  isSupported,
  onePerProvider,
  preferred,
  type CarrierPort,
} from '@cartrail/carriers';
import { Counter } from 'prom-client';
import type { Accounts, Connections, OpenedAccount, Serving } from '../../application/ports.js';
import type { CarrierAccount } from '../../domain/carrier-account.js';
import { readConnectionId } from '../../domain/connection-id.js';
import type { Preference, Wanted } from '../../domain/serving.js';
import { Remembered } from './remembered.js';
import type { Opening } from './opening.js';

type OpenConnection = OpenedAccount<CarrierPort>;

interface Served {
  readonly accounts: readonly OpenConnection[];
  readonly preferences: readonly Preference[];
}

const unusable = new Counter({
  name: 'tracking_unusable_accounts_total',
  help: 'Carrier accounts passed over because their stored settings are no longer complete',
  labelNames: ['provider'],
});

/** A tenant's carrier accounts, opened and kept for a moment, so that a push costs no look-up. */
export class PostgresConnections implements Connections<CarrierPort> {
  private readonly found = new Remembered<OpenConnection>();
  private readonly served = new Remembered<Served>();
  private readonly opened = new Map<string, OpenConnection>();

  constructor(
    private readonly accounts: Accounts,
    private readonly opening: Opening,
    /** Whose account goes first where the tenant says nothing. */
    private readonly trackers: readonly string[],
  ) {}

  find(connectionId: string): Promise<OpenConnection | undefined> {
    if (!readConnectionId(connectionId)) return Promise.resolve(undefined);
    return this.found.get(connectionId, () => this.read(connectionId));
  }

  findAnew(connectionId: string): Promise<OpenConnection | undefined> {
    return this.found.anew(connectionId, () => this.read(connectionId));
  }

  async serving(tenantId: string, wanted: Wanted): Promise<Serving<CarrierPort>> {
    const known = await this.served.get(tenantId, () => this.load(tenantId));
    if (!known) return { accounts: [], preferred: false };
    const able = known.accounts.filter(({ operations }) => operations.includes(wanted.operation));
    const own = preferred(able, known.preferences, wanted);
    if (own) return { accounts: own, preferred: true };
    const usual = able.filter(({ provider }) => answersFor(provider, wanted.carrier));
    return { accounts: onePerProvider(usual, this.trackers), preferred: false };
  }

  async recognising(tenantId: string): Promise<readonly OpenConnection[]> {
    const known = await this.served.get(tenantId, () => this.load(tenantId));
    const able = known?.accounts.filter(({ port }) => isSupported(port.recognise)) ?? [];
    return onePerProvider(able, this.trackers);
  }

  known(connectionId: string): OpenConnection | undefined {
    return this.opened.get(connectionId);
  }

  forget(tenantId: string): void {
    this.served.forget((key) => key === tenantId);
    this.found.forget((key) => readConnectionId(key)?.tenantId === tenantId);
  }

  private async read(connectionId: string): Promise<OpenConnection | undefined> {
    const ref = readConnectionId(connectionId);
    const account = ref && (await this.accounts.find(ref));
    return account && this.open(ref.tenantId, account);
  }

  /** A tenant without accounts is asked about again soon. */
  private async load(tenantId: string): Promise<Served | undefined> {
    const accounts = await this.accounts.all(tenantId);
    if (accounts.length === 0) return undefined;
    const preferences = await this.accounts.preferences(tenantId);
    // Real parcels go by a sandbox only where the tenant says so, or has nothing else.
    const liveFirst = accounts.toSorted((one, other) => Number(isSandbox(one)) - Number(isSandbox(other)));
    return { accounts: liveFirst.flatMap((account) => this.openIfComplete(tenantId, account)), preferences };
  }

  private openIfComplete(tenantId: string, account: CarrierAccount): OpenConnection[] {
    try {
      return [this.open(tenantId, account)];
    } catch (error) {
      if (!(error instanceof CarrierSettingsError)) throw error;
      unusable.inc({ provider: account.provider });
      return [];
    }
  }

  private open(tenantId: string, account: CarrierAccount): OpenConnection {
    const connection = this.opening.open(tenantId, account);
    this.opened.set(connection.connectionId, connection);
    return connection;
  }
}

const isSandbox = ({ mode }: CarrierAccount): boolean => mode === 'sandbox';
