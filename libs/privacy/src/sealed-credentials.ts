import type { FieldCipher } from './field-cipher.js';

export interface AccountRef {
  readonly tenantId: string;
  readonly accountId: string;
}

/** Credentials of carrier accounts, encrypted for one account only: moved to another row, the text opens no more. */
export class SealedCredentials {
  constructor(private readonly cipher: FieldCipher) {}

  seal(credentials: object, account: AccountRef): string {
    return this.cipher.encrypt(JSON.stringify(credentials), contextOf(account));
  }

  open(sealed: string, account: AccountRef): object {
    return JSON.parse(this.cipher.decrypt(sealed, contextOf(account))) as object;
  }
}

const contextOf = ({ tenantId, accountId }: AccountRef) => ({
  tenantId,
  field: `carrier-account.credentials/${accountId}`,
});
