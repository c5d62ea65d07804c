import type { LimitGate } from '@cartrail/carriers';
import type { Reader } from '@cartrail/messaging';
import type { BookingAccount, BookingPreference, Credentials } from '../../application/ports.js';
import type { AccountStanding } from '../../domain/account-standing.js';
import { toAccount, type AccountRow } from '../postgres/account.store.js';
import { openAccount, type Defaults } from './accounts.js';
import { askedAccount, type AskedAccount } from './asked-account.js';
import { TenantAccounts } from './tenant-accounts.js';

/** Real goods go by a sandbox only where the tenant says so, or has nothing else. */
const ACCOUNTS = `
  SELECT account.*, standing.doc AS standing
    FROM carrier_account account
    LEFT JOIN account_standing standing ON standing.tenant_id = account.tenant_id AND standing.id = account.account_id
   WHERE account.tenant_id = $1
   ORDER BY account.mode = 'sandbox', account.created_at DESC, account.account_id DESC`;
const PREFERENCES = `SELECT doc FROM carrier_preference WHERE tenant_id = $1`;

/** Read each time: a booking is rarer than a changed credential is urgent. */
export class BookingAccounts {
  constructor(
    private readonly reader: Reader,
    private readonly credentials: Credentials,
    private readonly defaults: Defaults,
    private readonly gate: LimitGate,
  ) {}

  ofTenant(tenantId: string): Promise<TenantAccounts<AskedAccount>> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await query<AccountRow & { readonly standing: string | null }>(ACCOUNTS, [tenantId]);
      const documents = await query<{ readonly doc: string }>(PREFERENCES, [tenantId]);
      // Only this service writes the columns.
      const preferences = documents.flatMap(({ doc }) => JSON.parse(doc) as readonly BookingPreference[]);
      const refused = new Map(
        rows.map(({ account_id: id, standing }) => [
          id,
          (JSON.parse(standing ?? '{}') as AccountStanding).refused,
        ]),
      );
      return new TenantAccounts(rows.map(toAccount), preferences, (account) =>
        this.open(tenantId, account, refused.get(account.accountId)),
      );
    });
  }

  private open(tenantId: string, account: BookingAccount, refused?: string): AskedAccount {
    const { accountId, connectionId, provider, sealedCredentials } = account;
    const secrets = this.credentials.open(sealedCredentials, { tenantId, accountId });
    const opened = { accountId, connectionId, provider, ...openAccount(account, secrets, this.defaults) };
    return askedAccount(opened, { tenantId, gate: this.gate, sealedCredentials, refused });
  }
}
