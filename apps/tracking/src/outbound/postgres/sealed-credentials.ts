import type { FieldCipher } from '@cartrail/privacy';
import type { AccountRef, Credentials } from '../../application/ports.js';

const contextOf = ({ tenantId, accountId }: AccountRef) => ({
  tenantId,
  field: `carrier-account.credentials/${accountId}`,
});

export class SealedCredentials implements Credentials {
  constructor(private readonly cipher: FieldCipher) {}

  seal(credentials: object, account: AccountRef): string {
    return this.cipher.encrypt(JSON.stringify(credentials), contextOf(account));
  }

  open(sealed: string, account: AccountRef): object {
    return JSON.parse(this.cipher.decrypt(sealed, contextOf(account))) as object;
  }
}
