import { HOUR, newId, type Clock } from '@cartrail/kernel';
import type { CarrierAccount, Rotation } from '../domain/carrier-account.js';
import type { Operation, Preference } from '../domain/serving.js';
import type { Accounts, Credentials, OperationsOf, Probe, ProbeReport, SettingsCheck } from './ports.js';

export interface NewAccount {
  readonly provider: string;
  readonly label: string;
  readonly baseUrl?: string;
  readonly credentials: object;
}

export interface ListedAccount {
  readonly account: CarrierAccount;
  readonly operations: readonly Operation[];
}

/** What is read, sealed and asked before anything about a carrier account is decided. */
export class AccountDesk {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly carriers: {
      readonly check: SettingsCheck;
      readonly operationsOf: OperationsOf;
      readonly probe: Probe;
    },
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(tenantId: string): Promise<readonly ListedAccount[]> {
    const accounts = await this.accounts.all(tenantId);
    return accounts.map((account) => ({
      account,
      operations: this.carriers.operationsOf(tenantId, account),
    }));
  }

  find(tenantId: string, accountId: string): Promise<CarrierAccount | undefined> {
    return this.accounts.find({ tenantId, accountId });
  }

  preferences(tenantId: string): Promise<readonly Preference[]> {
    return this.accounts.preferences(tenantId);
  }

  /** Throws what names the wrong settings, never their values. */
  open(tenantId: string, { provider, label, baseUrl, credentials }: NewAccount): ListedAccount {
    const operations = this.carriers.check({ provider, baseUrl }, credentials);
    const accountId = newId();
    const sealedCredentials = this.credentials.seal(credentials, { tenantId, accountId });
    const createdAt = this.clock.now();
    return { account: { accountId, provider, label, baseUrl, sealedCredentials, createdAt }, operations };
  }

  /**
   * `lost`: what the account can do now and could not any more; the service that does it would keep the former credentials.
   * Throws what names the wrong settings, never their values.
   */
  rotation(
    tenantId: string,
    account: CarrierAccount,
    { credentials, overlapHours }: { readonly credentials: object; readonly overlapHours: number },
  ): Rotation & { readonly operations: readonly Operation[]; readonly lost: readonly Operation[] } {
    const { accountId, provider, baseUrl } = account;
    const operations = this.carriers.check({ provider, baseUrl }, credentials);
    const ref = { tenantId, accountId };
    const wanted = canonical(credentials);
    return {
      operations,
      lost: this.carriers.operationsOf(tenantId, account).filter((each) => !operations.includes(each)),
      sealedCredentials: this.credentials.seal(credentials, ref),
      isSame: (sealed) => canonical(this.credentials.open(sealed, ref)) === wanted,
      overlapMs: overlapHours * HOUR,
    };
  }

  test(tenantId: string, account: CarrierAccount): Promise<ProbeReport> {
    return this.carriers.probe(tenantId, account);
  }
}

/** Settings are flat: the order in which they were written does not matter. */
const canonical = (settings: object): string =>
  JSON.stringify(Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)));
