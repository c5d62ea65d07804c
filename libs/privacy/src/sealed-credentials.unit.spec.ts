import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FieldCipher, UndecipherableField } from './field-cipher.js';
import { SealedCredentials } from './sealed-credentials.js';

describe('sealed credentials', () => {
  const sealer = new SealedCredentials(FieldCipher.fromKeys(`k1:${randomBytes(32).toString('base64')}`));
  const account = { tenantId: 'demo01', accountId: 'a-1' };
  const sealed = sealer.seal({ key: 'secret' }, account);

  it('open for the account they were sealed for', () => {
    expect(sealed).not.toContain('secret');
    expect(sealer.open(sealed, account)).toEqual({ key: 'secret' });
  });

  it.each([{ tenantId: 'demo02' }, { accountId: 'a-2' }])('do not open for %j', (other) => {
    expect(() => sealer.open(sealed, { ...account, ...other })).toThrow(UndecipherableField);
  });
});
