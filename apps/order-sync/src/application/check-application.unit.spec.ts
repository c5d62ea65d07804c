import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkApplication, WrongApplication, type ApplicationGiven } from './check-application.js';
import type { PlatformManifest } from './ports.js';

const manifest = {
  credentials: [
    { name: 'appKey', zh: '', en: '', pattern: '\\d{1,4}' },
    { name: 'appSecret', zh: '', en: '' },
  ],
  settings: [{ name: 'mode', zh: '', en: '', optional: true, pattern: 'a|b' }],
  hosts: { api: 'https://api.example', push: 'wss://push.example' },
} as unknown as PlatformManifest;
const good = { credentials: { appKey: '12', appSecret: 'hush-hush' } };

function wrongIn(given: ApplicationGiven): readonly string[] {
  try {
    checkApplication(manifest, given, ({ hostname }) =>
      hostname === 'inside.example' ? 'not there' : undefined,
    );
    return [];
  } catch (error) {
    if (!(error instanceof WrongApplication)) throw error;
    return error.fields.map(({ field, message }) => `${field} ${message}`);
  }
}

describe('an application', () => {
  it('is taken with what its platform asks for, and with limits of its own', () => {
    const hosts = { api: 'https://other.example/base', push: 'wss://other.example' };
    expect(wrongIn({ ...good, settings: { mode: 'b', callsPerSecond: '20' }, hosts })).toEqual([]);
  });

  it.each<[string, ApplicationGiven, string]>([
    ['a credential is missing', { credentials: { appKey: '12' } }, 'credentials/appSecret is required'],
    [
      'a credential is empty',
      { credentials: { appKey: '12', appSecret: '' } },
      'credentials/appSecret must be',
    ],
    [
      'a credential is no text',
      { credentials: { appKey: 12, appSecret: 'x' } },
      'credentials/appKey must be',
    ],
    [
      'only a part matches',
      { credentials: { appKey: '12x', appSecret: 'x' } },
      'credentials/appKey must match',
    ],
    ['one of two alternatives is a part', { settings: { mode: 'ab' } }, 'settings/mode must match a|b'],
    ['a name is unknown', { settings: { constructor: 'x' } }, 'settings/constructor the platform has no'],
    ['a limit lets nothing through', { settings: { callsPerDay: '0' } }, 'settings/callsPerDay must match'],
    ['a host is unknown', { hosts: { toString: 'https://x.example' } }, 'hosts/toString the platform has no'],
    ['a host is no URL', { hosts: { api: 'api.example' } }, 'hosts/api must be a URL'],
    ['a host is of another kind', { hosts: { push: 'https://x.example' } }, 'hosts/push must be a URL like'],
    ['a host is no address', { hosts: { api: 'https://u:p@x.example' } }, 'hosts/api must be an address'],
    ['the operator forbids a host', { hosts: { api: 'https://inside.example' } }, 'hosts/api not there'],
  ])('is refused by its field where %s', (_, given, said) => {
    const wrong = wrongIn(given);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain(said);
  });

  it('is never repeated in what is said to be wrong with it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{12,40}$/), (secret) => {
        const said = wrongIn({ credentials: { appKey: secret, appSecret: '' }, hosts: { api: secret } });
        expect(said.join()).not.toContain(secret);
      }),
    );
  });
});
