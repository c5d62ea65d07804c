import { describe, expect, it } from '@jest/globals';
import { roles, scopesOf, type Role } from './roles.js';

/** Written out, so that a wider role is a change somebody reads. */
const allowed: Readonly<Record<string, readonly Role[]>> = {
  'cases:read': ['admin', 'integrator', 'merchant', 'support'],
  'alerts:read': ['admin', 'integrator', 'merchant', 'support'],
  'carriers:recognise': ['admin', 'integrator', 'merchant', 'support'],
  'alerts:write': ['admin', 'merchant', 'support'],
  'receiver:disclose': ['admin', 'merchant'],
  'after-sales:act': ['admin', 'merchant'],
  'shipments:write': ['admin', 'integrator', 'merchant'],
  'returns:read': ['admin', 'integrator', 'merchant', 'support'],
  'returns:request': ['admin', 'integrator', 'merchant', 'support'],
  'returns:confirm': ['admin', 'integrator', 'merchant', 'support'],
  'returns:cancel': ['admin', 'integrator', 'merchant', 'support'],
  'returns:approve': ['admin', 'integrator', 'merchant'],
  'returns:settle': ['admin', 'merchant'],
  'return-policies:write': ['admin', 'integrator', 'merchant'],
  'sign-offs:read': ['admin', 'integrator', 'merchant', 'warehouse'],
  'sign-offs:write': ['admin', 'warehouse'],
  'shops:write': ['admin', 'integrator'],
  'skus:write': ['admin', 'integrator', 'merchant'],
  'warehouses:write': ['admin', 'integrator', 'merchant'],
  'carrier-accounts:write': ['admin', 'integrator'],
  'alert-thresholds:write': ['admin', 'integrator', 'merchant'],
  'webhooks:read': ['admin', 'integrator'],
  'webhooks:write': ['admin', 'integrator'],
  'robots:read': ['admin', 'integrator'],
  'robots:write': ['admin', 'integrator'],
  'keys:write': ['admin'],
  'members:write': ['admin'],
  'tree:write': ['admin'],
};

describe('what a role may do', () => {
  it.each(Object.entries(allowed))('%s belongs to exactly the listed roles', (scope, expected) => {
    expect(roles.filter((role) => scopesOf[role].includes(scope))).toEqual(expected);
  });

  it('is nothing beyond the listed scopes', () => {
    const given = new Set(roles.flatMap((role) => scopesOf[role]));
    expect([...given].sort()).toEqual(Object.keys(allowed).sort());
  });
});
