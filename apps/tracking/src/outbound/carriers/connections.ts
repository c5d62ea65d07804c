import { carrierFactories, CarrierSettingsError, fetchHttp, type CarrierPort } from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import type { Reader } from '@cartrail/messaging';
import type {
  CarrierAccount,
  Connections,
  Credentials,
  OpenedAccount,
  SettingsCheck,
} from '../../application/ports.js';
import { callbackPathOf, connectionIdOf, readConnectionId } from '../../domain/connection-id.js';
import { SELECT, toAccount, type AccountRow } from '../postgres/account.store.js';

type OpenConnection = OpenedAccount<CarrierPort>;

const BY_ID = `${SELECT} WHERE account_id = $1`;
const TRACKING = `
  ${SELECT} WHERE provider = ANY ($1::text[])
   ORDER BY array_position($1::text[], provider), created_at DESC, account_id DESC LIMIT 1`;

/** Machine time: how long a changed account may still be read from memory. */
const KEEP_MS = 30_000;
const KEEP_ABSENT_MS = 2_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly until: number;
  readonly found: Promise<OpenConnection | undefined>;
}

export interface Defaults {
  /** By provider, for accounts that name no URL of their own. */
  readonly baseUrls: Readonly<Record<string, string | undefined>>;
  /** Whether an account's own URL is taken: it decides what is called from inside this installation. */
  readonly accountUrls: boolean;
  /** Whose account tracks a tenant's parcels, in the order of preference. */
  readonly trackers: readonly string[];
  /** Where providers reach this installation. */
  readonly callbackBaseUrl?: string;
  readonly clock: Clock;
}

const openAccount = (
  account: Pick<CarrierAccount, 'provider' | 'baseUrl'>,
  credentials: object,
  defaults: Defaults,
): CarrierPort => {
  const entry = carrierFactories.get(account.provider);
  if (!entry) throw new Error(`no carrier provider ${account.provider}`);
  const own = defaults.accountUrls ? account.baseUrl : undefined;
  const baseUrl = own ?? defaults.baseUrls[account.provider];
  return entry.create(
    { ...credentials, ...(baseUrl ? { baseUrl } : {}) },
    { http: fetchHttp, clock: defaults.clock },
  );
};

/** What a new account gets wrong, by field. */
export const checkAccount =
  (defaults: Defaults): SettingsCheck =>
  (account, credentials) => {
    if (account.baseUrl !== undefined && !defaults.accountUrls) {
      const message = 'is not taken here: where carriers are reached is a setting of the installation';
      throw new CarrierSettingsError(account.provider, [{ field: 'baseUrl', message }]);
    }
    openAccount(account, credentials, defaults);
  };

/** A tenant's carrier accounts, opened and kept for a moment, so that a push costs no look-up. */
export class PostgresConnections implements Connections<CarrierPort> {
  private readonly entries = new Map<string, Entry>();
  private readonly opened = new Map<string, OpenConnection>();

  constructor(
    private readonly reader: Reader,
    private readonly credentials: Credentials,
    private readonly defaults: Defaults,
  ) {}

  find(connectionId: string): Promise<OpenConnection | undefined> {
    const id = readConnectionId(connectionId);
    if (!id) return Promise.resolve(undefined);
    return this.kept(connectionId, id.tenantId, BY_ID, id.accountId);
  }

  tracking(tenantId: string): Promise<OpenConnection | undefined> {
    return this.kept(tenantId, tenantId, TRACKING, this.defaults.trackers);
  }

  known(connectionId: string): OpenConnection | undefined {
    return this.opened.get(connectionId);
  }

  private kept(
    key: string,
    tenantId: string,
    sql: string,
    which: unknown,
  ): Promise<OpenConnection | undefined> {
    const now = Date.now();
    const entry = this.entries.get(key);
    if (entry && entry.until > now) return entry.found;
    if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
    const found = this.load(tenantId, sql, which);
    this.entries.set(key, { until: now + KEEP_MS, found });
    found.then(
      (connection) => {
        if (!connection) this.entries.set(key, { until: now + KEEP_ABSENT_MS, found });
      },
      () => this.entries.delete(key),
    );
    return found;
  }

  private async load(tenantId: string, sql: string, which: unknown): Promise<OpenConnection | undefined> {
    const rows = await this.reader.read(tenantId, (query) => query<AccountRow>(sql, [which]));
    const row = rows[0];
    if (!row) return undefined;
    const account = toAccount(row);
    const connectionId = connectionIdOf(tenantId, account.accountId);
    const secrets = this.credentials.open(account.sealedCredentials, {
      tenantId,
      accountId: account.accountId,
    });
    const { provider } = account;
    const { callbackBaseUrl } = this.defaults;
    const connection = {
      connectionId,
      tenantId,
      provider,
      callbackUrl: callbackBaseUrl && `${callbackBaseUrl}${callbackPathOf(provider, connectionId)}`,
      port: openAccount(account, secrets, this.defaults),
    };
    this.opened.set(connectionId, connection);
    return connection;
  }
}
