import { CaseKeys1700000204000 } from './1700000204000-case-keys.js';
import { Gateway1700000004000 } from './1700000004000-gateway.js';
import { KnownTenants1700000304000 } from './1700000304000-known-tenants.js';
import { Returns1700000104000 } from './1700000104000-returns.js';

export const migrations = [
  Gateway1700000004000,
  Returns1700000104000,
  CaseKeys1700000204000,
  KnownTenants1700000304000,
];
