import { expect, it } from '@jest/globals';
import type { Commands } from '../idempotency/commands.js';
import type { AnyChange } from '../shell/types.js';
import { applyByTenant } from './apply-by-tenant.js';

const found = ['a', 'b', 'c'].map((tenantId) => ({ tenantId }));

/** Runs what was found, and answers whose turn came and how it ended. */
async function turns(failure: Error) {
  const served: string[] = [];
  const commands = {
    execute: ({ cause }: { readonly cause: { readonly tenantId: string } }) => {
      served.push(cause.tenantId);
      return cause.tenantId === 'b' ? Promise.reject(failure) : Promise.resolve();
    },
  };
  const ended = await applyByTenant(
    commands as unknown as Commands,
    found,
    () => ({}) as unknown as AnyChange,
  ).catch((error: unknown) => error);
  return { served, ended };
}

it('a tenant whose changes fail does not keep a timer from the tenants behind it, and is named at the end', async () => {
  const { served, ended } = await turns(new Error('a bug'));
  expect(served).toEqual(['a', 'b', 'c']);
  expect(ended).toMatchObject({ message: 'tenant b: a bug' });
});

it('a database that is away ends the turn at once', async () => {
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
  expect(await turns(away)).toEqual({ served: ['a', 'b'], ended: away });
});
