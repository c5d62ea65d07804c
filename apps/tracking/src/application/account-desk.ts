import { HOUR, newId, type Clock } from '@cartrail/kernel';
import { withTerms, type CarrierAccount, type NewTerms, type Rotation } from '../domain/carrier-account.js';
import { usesOf, type Operation, type Preference, type Use } from '../domain/serving.js';
import type {
  Abilities,
  AbilitiesOf,
  Accounts,
  AccountTerms,
  Credentials,
  HeldBack,
  Probe,
  ProbeReport,
  SettingsCheck,
} from './ports.js';

export interface NewAccount extends AccountTerms {
  readonly label: string;
  readonly credentials: object;
}

export interface ListedAccount {
  readonly account: CarrierAccount;
  readonly abilities: Abilities;
  /** The rows of the tenant's preferences that name it. */
  readonly uses: readonly Use[];
}

/** What is read, sealed and asked before anything about a carrier account is decided. */
export class AccountDesk {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly carriers: {
      readonly check: SettingsCheck;
      readonly abilitiesOf: AbilitiesOf;
      readonly probe: Probe;
    },
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(tenantId: string): Promise<readonly ListedAccount[]> {
    const [accounts, preferences] = await Promise.all([
      this.accounts.all(tenantId),
      this.accounts.preferences(tenantId),
    ]);
    return accounts.map((account) => ({
      account,
      abilities: this.carriers.abilitiesOf(tenantId, account),
      uses: usesOf(preferences, account.accountId),
    }));
  }

  find(tenantId: string, accountId: string): Promise<CarrierAccount | undefined> {
    return this.accounts.find({ tenantId, accountId });
  }

  preferences(tenantId: string): Promise<readonly Preference[]> {
    return this.accounts.preferences(tenantId);
  }

  async usesOf(tenantId: string, accountId: string): Promise<readonly Use[]> {
    return usesOf(await this.accounts.preferences(tenantId), accountId);
  }

  /** Throws what names the wrong settings, never their values. */
  open(tenantId: string, { provider, label, mode, baseUrl, limits, credentials }: NewAccount): ListedAccount {
    const abilities = this.carriers.check({ provider, mode, baseUrl, limits }, credentials);
    const accountId = newId();
    const sealedCredentials = this.credentials.seal(credentials, { tenantId, accountId });
    const createdAt = this.clock.now();
    const terms = { accountId, provider, label, mode, baseUrl, limits };
    return { account: { ...terms, sealedCredentials, createdAt }, abilities, uses: [] };
  }

  /**
   * `lost`: what the account can do now and could not any more; the service that does it would keep the former credentials.
   * Throws what names the wrong settings, never their values.
   */
  rotation(
    tenantId: string,
    account: CarrierAccount,
    { credentials, overlapHours }: { readonly credentials: object; readonly overlapHours: number },
  ): Rotation & { readonly abilities: Abilities; readonly lost: readonly Operation[] } {
    const { accountId, provider, mode, baseUrl, limits } = account;
    const abilities = this.carriers.check({ provider, mode, baseUrl, limits }, credentials);
    const ref = { tenantId, accountId };
    const wanted = canonical(credentials);
    return {
      abilities,
      lost: this.lostBy(tenantId, account, abilities),
      sealedCredentials: this.credentials.seal(credentials, ref),
      isSame: (sealed) => canonical(this.credentials.open(sealed, ref)) === wanted,
      overlapMs: overlapHours * HOUR,
    };
  }

  /** As above, of terms that replace those of an account that keeps its credentials. */
  terms(
    tenantId: string,
    account: CarrierAccount,
    terms: NewTerms,
  ): { readonly abilities: Abilities; readonly lost: readonly Operation[] } {
    const { accountId, provider, mode, baseUrl, limits, sealedCredentials } = withTerms(account, terms);
    const credentials = this.credentials.open(sealedCredentials, { tenantId, accountId });
    const abilities = this.carriers.check({ provider, mode, baseUrl, limits }, credentials);
    return { abilities, lost: this.lostBy(tenantId, account, abilities) };
  }

  private lostBy(tenantId: string, account: CarrierAccount, { operations }: Abilities): readonly Operation[] {
    const former = this.carriers.abilitiesOf(tenantId, account).operations;
    return former.filter((each) => !operations.includes(each));
  }

  test(tenantId: string, account: CarrierAccount): Promise<ProbeReport | HeldBack> {
    return this.carriers.probe(tenantId, account);
  }
}

/** Settings are flat: the order in which they were written does not matter. */
const canonical = (settings: object): string =>
  JSON.stringify(Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)));
