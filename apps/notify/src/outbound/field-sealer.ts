import type { FieldCipher } from '@cartrail/privacy';
import type { SealedField, Sealer } from '../application/ports.js';

/** Bound to its tenant and field: a ciphertext copied elsewhere does not open. */
export class FieldSealer implements Sealer {
  constructor(private readonly cipher: FieldCipher) {}

  seal(text: string, tenantId: string, field: SealedField): string {
    return this.cipher.encrypt(text, { tenantId, field });
  }

  open(sealed: string, tenantId: string, field: SealedField): string {
    return this.cipher.decrypt(sealed, { tenantId, field });
  }
}
