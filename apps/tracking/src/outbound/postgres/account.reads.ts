import type { Reader } from '@cartrail/messaging';
import type { AccountRef, Accounts } from '../../application/ports.js';
import type { CarrierAccount } from '../../domain/carrier-account.js';
import type { Preference } from '../../domain/serving.js';
import { SELECT, toAccount, type AccountRow } from './account.store.js';
import { PREFERENCES_OF, toPreferences, type PreferenceRow } from './preference.store.js';

const ALL = `${SELECT} WHERE tenant_id = $1 ORDER BY created_at DESC, account_id DESC`;
const ONE = `${SELECT} WHERE tenant_id = $1 AND account_id = $2`;

export class AccountReads implements Accounts {
  constructor(private readonly reader: Reader) {}

  all(tenantId: string): Promise<readonly CarrierAccount[]> {
    return this.reader.read(tenantId, async (query) =>
      (await query<AccountRow>(ALL, [tenantId])).map(toAccount),
    );
  }

  find({ tenantId, accountId }: AccountRef): Promise<CarrierAccount | undefined> {
    return this.reader.read(tenantId, async (query) =>
      (await query<AccountRow>(ONE, [tenantId, accountId])).map(toAccount).at(0),
    );
  }

  preferences(tenantId: string): Promise<readonly Preference[]> {
    return this.reader.read(tenantId, async (query) =>
      (await query<PreferenceRow>(PREFERENCES_OF, [[tenantId]])).flatMap(toPreferences),
    );
  }
}
