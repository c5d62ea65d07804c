import { createHmac, randomBytes } from 'node:crypto';
import { maskName, UndecipherableField, type FieldCipher } from '@cartrail/privacy';
import type { PersonalVault, PersonalWords, ShownPersonal } from '../../application/ports.js';
import type { PersonalMacs, RecordPayload } from '../../domain/record.js';
import type { Personal } from '../../domain/desk.js';

interface Sealed {
  readonly key: string;
  readonly words: PersonalWords;
}

/**
 * Personal words lie encrypted beside the record, together with a key made for that record alone. The record has
 * their hashes under that key: while the row is there they can be proved, once it is erased nobody can guess them.
 */
export class SealedPersonal implements PersonalVault {
  constructor(private readonly cipher: FieldCipher) {}

  protect(words: PersonalWords, { tenantId, signOffId }: Parameters<PersonalVault['protect']>[1]): Personal {
    const key = randomBytes(32);
    const sealed: Sealed = { key: key.toString('base64'), words };
    return {
      encrypted: this.cipher.encrypt(JSON.stringify(sealed), contextOf(tenantId, signOffId)),
      macs: macsOf(key, words),
    };
  }

  /** As it is shown: the name masked. What the record does not vouch for is not shown. */
  readonly reveal = (encrypted: string, { tenant_id, record_id, personal }: RecordPayload): ShownPersonal => {
    try {
      const text = this.cipher.decrypt(encrypted, contextOf(tenant_id, record_id));
      const { key, words } = JSON.parse(text) as Sealed;
      if (!agree(macsOf(Buffer.from(key, 'base64'), words), personal)) return { state: 'unreadable' };
      return { state: 'kept', words: { ...words, signerName: maskName(words.signerName) } };
    } catch (error) {
      if (error instanceof UndecipherableField) return { state: 'unreadable' };
      throw error;
    }
  };
}

const contextOf = (tenantId: string, signOffId: string) => ({
  tenantId,
  field: `sign-off.personal/${signOffId}`,
});

function macsOf(key: Buffer, { signerName, notes, why }: PersonalWords): PersonalMacs {
  const mac = (field: string, text: string): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([field, text]), 'utf8')
      .digest('hex');
  return {
    signer_name: mac('signer_name', signerName),
    notes: notes === undefined ? undefined : mac('notes', notes),
    why: why === undefined ? undefined : mac('why', why),
  };
}

const agree = (left: PersonalMacs, right: PersonalMacs): boolean =>
  left.signer_name === right.signer_name && left.notes === right.notes && left.why === right.why;
