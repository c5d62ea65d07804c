import { toShortId } from '@cartrail/kernel';
import type { TestService } from '@cartrail/testing';
import {
  agree,
  asked,
  bought,
  call,
  choice,
  confirmUrl,
  returnOf,
  TENANT,
  WAREHOUSE,
} from './returns-service.js';

export const ACCOUNTS = '/internal/carrier-accounts';

export const connectionOf = (accountId: string, tenantId = TENANT): string =>
  `${tenantId}-${toShortId(accountId)}`;

/** An account at Kuaidi100 that calls with this key. */
export const accountOf = (accountId: string, key: string, terms: object = {}): object => ({
  connectionId: connectionOf(accountId),
  provider: 'kuaidi100',
  label: key,
  credentials: { key, secret: `secret-of-${key}`, salt: 'test-salt-1' },
  ...terms,
});

export async function connect(
  service: TestService,
  accountId: string,
  key: string,
  terms: object = {},
): Promise<void> {
  const answer = await call(service, 'POST', ACCOUNTS, { accountId, ...accountOf(accountId, key, terms) });
  if (answer.status !== 201) throw new Error(`account refused: ${answer.text}`);
}

export const withWarehouse = (service: TestService): Promise<unknown> =>
  call(service, 'PUT', '/internal/return-warehouses/HZ1', WAREHOUSE);

export interface Wanted {
  readonly ref: Awaited<ReturnType<typeof asked>>;
  readonly returnId: string;
}

/** A return of one line, as its buyer asks for it. */
export async function wanted(service: TestService): Promise<Wanted> {
  const order = await bought(service);
  const ref = await asked(service, order, order.lines.slice(0, 1));
  return { ref, returnId: returnOf(service, ref) };
}

/** The same, with a courier chosen. */
export async function confirmed(service: TestService): Promise<Wanted & { readonly pickupId: string }> {
  const { ref, returnId } = await wanted(service);
  const answer = await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId));
  return { ref, returnId, pickupId: (answer.body as { pickupId: string }).pickupId };
}

/** The same, agreed by the platform: the courier is ordered. */
export async function agreed(service: TestService): Promise<Wanted & { readonly pickupId: string }> {
  const chosen = await confirmed(service);
  await agree(service, chosen.ref);
  return chosen;
}
