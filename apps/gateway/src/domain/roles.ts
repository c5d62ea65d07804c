export const roles = ['admin', 'integrator', 'merchant', 'support', 'warehouse'] as const;
export type Role = (typeof roles)[number];

const READ = ['cases:read', 'alerts:read', 'returns:read', 'carriers:recognise'] as const;
/** On behalf of the buyer, who confirms. */
const FOR_BUYERS = ['returns:request', 'returns:confirm', 'returns:cancel'] as const;
const SETTINGS = [
  'shops:write',
  'skus:write',
  'warehouses:write',
  'carrier-accounts:write',
  'alert-thresholds:write',
  'return-policies:write',
  'webhooks:read',
  'webhooks:write',
  'robots:read',
  'robots:write',
] as const;

/** What each role may do; everything else is refused. */
export const scopesOf: Readonly<Record<Role, readonly string[]>> = {
  admin: [
    ...READ,
    ...SETTINGS,
    ...FOR_BUYERS,
    'returns:approve',
    'returns:settle',
    'sign-offs:read',
    'sign-offs:write',
    'alerts:write',
    'receiver:disclose',
    'after-sales:act',
    'shipments:write',
    'keys:write',
    'members:write',
    'tree:write',
  ],
  integrator: [...READ, ...SETTINGS, ...FOR_BUYERS, 'returns:approve', 'sign-offs:read', 'shipments:write'],
  merchant: [
    ...READ,
    ...FOR_BUYERS,
    'returns:approve',
    'returns:settle',
    'return-policies:write',
    'sign-offs:read',
    'alerts:write',
    'receiver:disclose',
    'after-sales:act',
    'shipments:write',
    'skus:write',
    'warehouses:write',
    'alert-thresholds:write',
  ],
  support: [...READ, ...FOR_BUYERS, 'alerts:write'],
  warehouse: ['sign-offs:read', 'sign-offs:write'],
};

/** The part of a tenant a key may see; a list left out means no limit of that kind. */
export interface Restriction {
  readonly shopIds?: readonly string[];
  readonly merchantIds?: readonly string[];
  readonly anchorIds?: readonly string[];
}

const KINDS = ['shopIds', 'merchantIds', 'anchorIds'] as const;

/** What a key is limited by. */
export const kindsOf = (restriction: Restriction): readonly (keyof Restriction)[] =>
  KINDS.filter((kind) => restriction[kind] !== undefined);

export const isUnrestricted = (restriction: Restriction): boolean => kindsOf(restriction).length === 0;

/** In which kinds `other` reaches beyond `own`. */
export const beyond = (own: Restriction, other: Restriction): readonly (keyof Restriction)[] =>
  kindsOf(own).filter((kind) => other[kind]?.every((id) => own[kind]?.includes(id)) !== true);

/** Whether a key may see a case; `outbound/postgres/visibility.ts` says the same in SQL. */
export function maySee({ shopIds, merchantIds, anchorIds }: Restriction, found: Placed): boolean {
  const within = (allowed: readonly string[] | undefined, value: string | null): boolean =>
    allowed === undefined || (value !== null && allowed.includes(value));
  return (
    within(shopIds, found.shopId) &&
    within(merchantIds, found.merchantId) &&
    within(anchorIds, found.anchorId)
  );
}

/** Where a case belongs below its tenant. */
export interface Placed {
  readonly shopId: string | null;
  readonly merchantId: string | null;
  readonly anchorId: string | null;
}
