import { describe, expect, it } from '@jest/globals';
import { issue, revoke, type ApiKey } from './api-key.js';
import { bornAt, firstIdOf } from './age.js';
import { open } from './tenant.js';

const asked = { actor: 'key-1', request: 'request-1' };
const key: ApiKey = {
  keyId: 'k',
  role: 'support',
  label: 'desk',
  secretHash: 'ab',
  createdAt: '2026-11-23T02:00:00.000Z',
};

describe('tenants and keys', () => {
  it('opens a tenant id once', () => {
    const tenant = { tenantId: 'demo01', name: 'Demo', openedAt: key.createdAt };
    expect(open(tenant, asked)(undefined)).toMatchObject({
      kind: 'changed',
      facts: [{ action: 'tenant.opened', ...asked }],
    });
    expect(open(tenant, asked)(tenant)).toMatchObject({ kind: 'refused', code: 'tenant/exists' });
  });

  it('revokes a key once, and only one that exists', () => {
    const at = '2026-11-23T03:00:00.000Z';
    expect(issue(key, asked)(undefined)).toMatchObject({
      kind: 'changed',
      facts: [{ action: 'key.issued', ...asked }],
    });
    expect(revoke(at, {}, asked)(key)).toMatchObject({ kind: 'changed', state: { revokedAt: at } });
    expect(revoke(at, {}, asked)({ ...key, revokedAt: key.createdAt })).toMatchObject({ kind: 'nothing' });
    expect(revoke(at, {}, asked)(undefined)).toMatchObject({ kind: 'refused', code: 'key/not-found' });
  });

  it('reads the time an id was made from the id', () => {
    expect(bornAt('0193567d-ec00-7abc-8def-0123456789ab')).toBe(new Date(0x0193567dec00).toISOString());
    expect(firstIdOf(0x0193567dec00) < '0193567d-ec00-7000-8000-000000000000').toBe(true);
    expect(firstIdOf(0x0193567dec00) > '0193567d-ebff-7fff-bfff-ffffffffffff').toBe(true);
    expect(bornAt('3f333df6-90a4-4fda-8dd3-9485d27cee36')).toBeUndefined();
  });
});
