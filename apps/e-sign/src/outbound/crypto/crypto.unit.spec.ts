import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FieldCipher } from '@cartrail/privacy';
import fc from 'fast-check';
import { signingKey } from '../../../test/keys.js';
import type { RecordPayload } from '../../domain/record.js';
import { canonical, formOf, sha256Hex } from './canonical.js';
import { SealedPersonal } from './personal-vault.js';
import { SignedPhotoLinks } from './photo-links.js';
import { checkingTools, SigningKeys } from './signing-keys.js';

describe('the canonical form', () => {
  it('has the hash of the published vector E1', () => {
    const value = {
      waybill: 'YT0001',
      v: 1,
      type: 'warehouse.signoff',
      signed_at: '2026-11-12T10:05:09+08:00',
      qty: 1,
      photos: ['aa', 'bb'],
    };
    expect(sha256Hex(canonical(value))).toBe(
      'a87c058860c7929a4c9e608a46f3d26b523489251125226407655d46474318a9',
    );
  });

  it('does not depend on the order fields were set in, and reads back as itself', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (fields) => {
        const turned = Object.fromEntries(Object.entries(fields).reverse());
        expect(canonical(turned)).toBe(canonical(fields));
        expect(canonical(JSON.parse(canonical(fields)))).toBe(canonical(fields));
      }),
    );
  });

  it('hashes UTF-8 bytes, and has no form for what no text can hold', () => {
    expect(sha256Hex('签收')).toBe(createHash('sha256').update(Buffer.from('签收')).digest('hex'));
    expect(formOf('\ud800')).toBeUndefined();
  });
});

describe('signing keys', () => {
  const record = { record_id: 'n1' } as RecordPayload;

  it('signs with the first, and any of them proves it by its public half', () => {
    const older = signingKey('k1');
    const keys = SigningKeys.fromSetting(`${signingKey('k2')},${older}`);
    const sealed = keys.seal(record);
    expect(sealed).toMatchObject({ keyId: 'k2', alg: 'Ed25519', payload: '{"record_id":"n1"}' });
    const known = checkingTools(keys.publicKeys());
    expect(known.verify('k2', sealed.payload, sealed.signature)).toBe(true);
    expect(known.verify('k1', sealed.payload, sealed.signature)).toBe(false);
    const before = SigningKeys.fromSetting(older).seal(record);
    expect(known.verify('k1', before.payload, before.signature)).toBe(true);
  });

  it('sees one changed character of a signature', () => {
    const keys = SigningKeys.fromSetting(signingKey('k1'));
    const known = checkingTools(keys.publicKeys());
    const { payload, signature } = keys.seal(record);
    fc.assert(
      fc.property(
        fc.nat(signature.length - 1),
        fc.constantFrom('A', 'B', 'd', 'e', '0', '9', '+', '/', '='),
        (at, other) => {
          fc.pre(signature[at] !== other);
          const changed = signature.slice(0, at) + other + signature.slice(at + 1);
          expect(known.verify('k1', payload, changed)).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['no id', 'abc'],
    ['no key', 'k1:'],
    ['two of one id', `${signingKey('k1')},${signingKey('k1')}`],
    ['a key of another kind', `k1:${rsa()}`],
  ])('are refused with %s, without a word of the key', (_, setting) => {
    expect(() => SigningKeys.fromSetting(setting)).toThrow(/^SIGNING_KEYS/);
    expect(() => SigningKeys.fromSetting(setting)).not.toThrow(/PRIVATE|LS0t/);
  });
});

function rsa(): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return Buffer.from(privateKey).toString('base64');
}

describe('personal words beside a record', () => {
  const vault = new SealedPersonal(FieldCipher.fromKeys(`k1:${randomBytes(32).toString('base64')}`));
  const words = { signerName: '王小明', notes: '外箱受潮', why: '数量更正' };
  const of = { tenantId: 'demo01', signOffId: 'n1' };
  const recordOf = (personal: RecordPayload['personal'], record_id = 'n1') =>
    ({ tenant_id: 'demo01', record_id, personal }) as RecordPayload;

  it('are shown masked while they are there', () => {
    const { encrypted, macs } = vault.protect(words, of);
    expect(encrypted).not.toContain('王');
    expect(vault.reveal(encrypted, recordOf(macs))).toEqual({
      state: 'kept',
      words: { ...words, signerName: '王**' },
    });
  });

  it('leave nothing in the record that two of the same name share, or that could be guessed', () => {
    const [first, second] = [vault.protect(words, of), vault.protect(words, of)];
    expect(first.macs.signer_name).not.toBe(second.macs.signer_name);
    expect(JSON.stringify(first.macs)).not.toContain(sha256Hex(words.signerName));
  });

  it('are not shown when they are not what the record vouches for', () => {
    const { macs } = vault.protect(words, of);
    const forged = vault.protect({ ...words, signerName: '李四' }, of).encrypted;
    expect(vault.reveal(forged, recordOf(macs)).state).toBe('unreadable');
    const moved = vault.protect(words, { ...of, signOffId: 'n2' });
    expect(vault.reveal(moved.encrypted, recordOf(moved.macs)).state).toBe('unreadable');
  });
});

describe('links to photos', () => {
  let now = 1_800_000_000;
  const links = new SignedPhotoLinks('a secret of its own', () => now);
  const photo = { tenantId: 'demo01', signOffId: 'n1', sha256: 'a'.repeat(64) };
  const parse = (path: string) => {
    const { searchParams } = new URL(path, 'http://x');
    return {
      signOffId: photo.signOffId,
      sha256: photo.sha256,
      expires: searchParams.get('expires') ?? '',
      signature: searchParams.get('signature') ?? '',
    };
  };

  it('are good for ten minutes and for their photo alone', () => {
    const link = parse(links.path(photo));
    expect(links.check(link)).toEqual({ tenantId: 'demo01' });
    expect(links.check({ ...link, sha256: 'b'.repeat(64) })).toBe('forged');
    expect(links.check({ ...link, signOffId: 'n2' })).toBe('forged');
    now += 599;
    expect(links.check(link)).toEqual({ tenantId: 'demo01' });
    now += 1;
    expect(links.check(link)).toBe('expired');
  });

  it('cannot be made longer, moved to another tenant, or made up', () => {
    const link = parse(links.path(photo));
    expect(links.check({ ...link, expires: String(Number(link.expires) + 1) })).toBe('forged');
    expect(links.check({ ...link, signature: link.signature.replace('demo01', 'demo02') })).toBe('forged');
    expect(links.check({ ...link, signature: '' })).toBe('forged');
    expect(new SignedPhotoLinks('another secret of its own').check(link)).toBe('forged');
  });
});
