import { maskName, maskPhone, phoneTail, type FieldCipher } from '@cartrail/privacy';
import type { Contact, ContactPlace, ContactSafe } from '../../application/ports.js';

/** A contact as one ciphertext, bound to its place, beside the masks that may be shown. */
export class SealedContacts implements ContactSafe {
  constructor(private readonly cipher: FieldCipher) {}

  seal(contact: Contact, at: ContactPlace): ReturnType<ContactSafe['seal']> {
    const { name, phone, regionCode } = contact;
    return {
      sealed: this.cipher.encrypt(JSON.stringify(contact), contextOf(at)),
      masks: {
        nameMask: maskName(name),
        phoneMask: maskPhone(phone),
        phoneTail: phoneTail(phone),
        regionCode,
      },
    };
  }

  open(sealed: string, at: ContactPlace): Contact {
    return JSON.parse(this.cipher.decrypt(sealed, contextOf(at))) as Contact;
  }
}

const contextOf = ({ tenantId, place }: ContactPlace) => ({ tenantId, field: `contact/${place}` });
