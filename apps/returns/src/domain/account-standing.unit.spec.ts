import { describe, expect, it } from '@jest/globals';
import { hearOfCredentials, type CredentialNews } from './account-standing.js';

const AT = Date.UTC(2026, 10, 25, 2);
const news = (refused: boolean, credentials = 'c1'): CredentialNews => ({
  accountId: 'a1',
  provider: 'kuaidi100',
  credentials,
  refused,
  code: '601',
});
const refusing = { accountId: 'a1', provider: 'kuaidi100', refused: 'c1' };

describe('what a provider’s answers say of an account’s credentials', () => {
  it('is told with the first refusal, and not with the next one', () => {
    expect(hearOfCredentials(undefined, news(true), AT)).toMatchObject({
      kind: 'changed',
      state: refusing,
      facts: [{ type: 'CredentialsRefused', code: '601', at: AT }],
    });
    expect(hearOfCredentials(refusing, news(true), AT).kind).toBe('nothing');
  });

  it('is told again when others are refused after them', () => {
    expect(hearOfCredentials(refusing, news(true, 'c2'), AT)).toMatchObject({
      state: { refused: 'c2' },
      facts: [{ type: 'CredentialsRefused' }],
    });
  });

  it('is told when they are taken after a refusal, and never else', () => {
    const ended = hearOfCredentials(refusing, news(false, 'c2'), AT);
    expect(ended).toMatchObject({ facts: [{ type: 'CredentialsAccepted', at: AT }] });
    const after = ended.kind === 'changed' ? ended.state : undefined;
    for (const known of [undefined, after])
      expect(hearOfCredentials(known, news(false), AT).kind).toBe('nothing');
  });
});
