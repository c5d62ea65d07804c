import type { Reader } from '@cartrail/messaging';
import type { BookingAccount, BookingPreference, Credentials } from '../../application/ports.js';
import { toAccount, type AccountRow } from '../postgres/account.store.js';
import { openAccount, type Defaults, type OpenedAccount } from './accounts.js';
import { TenantAccounts } from './tenant-accounts.js';

const ACCOUNTS = `
  SELECT * FROM carrier_account WHERE tenant_id = $1 ORDER BY created_at DESC, account_id DESC`;
const PREFERENCES = `SELECT doc FROM carrier_preference WHERE tenant_id = $1`;

/** Read each time: a booking is rarer than a changed credential is urgent. */
export class BookingAccounts {
  constructor(
    private readonly reader: Reader,
    private readonly credentials: Credentials,
    private readonly defaults: Defaults,
  ) {}

  ofTenant(tenantId: string): Promise<TenantAccounts> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await query<AccountRow>(ACCOUNTS, [tenantId]);
      const documents = await query<{ readonly doc: string }>(PREFERENCES, [tenantId]);
      // Only this service writes the column.
      const preferences = documents.flatMap(({ doc }) => JSON.parse(doc) as readonly BookingPreference[]);
      return new TenantAccounts(rows.map(toAccount), preferences, (account) => this.open(tenantId, account));
    });
  }

  private open(tenantId: string, account: BookingAccount): OpenedAccount {
    const { accountId, connectionId, provider, sealedCredentials } = account;
    const secrets = this.credentials.open(sealedCredentials, { tenantId, accountId });
    return { accountId, connectionId, provider, ...openAccount(account, secrets, this.defaults) };
  }
}
