import { describe, expect, it } from '@jest/globals';
import { anOrderOfCase, aShop as shop, deskAt, T0, theCase } from '../../test/a-case.js';
import { wantAgreement } from '../domain/after-sale-actions.js';
import type { AfterSale, AfterSaleFact, ObservedCase } from '../domain/after-sale.state.js';
import { importAfterSale } from '../domain/import-after-sale.js';
import { AgreeReturn } from './agree-return.js';
import { PlatformFailure, type CaseActions, type CaseFiles, type PlatformFailureKind } from './ports.js';

const request = { tenantId: 't', afterSaleId: 'case', returnId: 'return' };

/** A case with us and at the platform, and what is said to its desk. */
class Life {
  seen: ObservedCase = theCase(1);
  held: AfterSale | undefined;
  readonly facts: AfterSaleFact[] = [];
  readonly said: unknown[] = [];
  readonly refusals: PlatformFailureKind[] = [];
  private readonly action: AgreeReturn;

  constructor(
    warehouse: { readonly addressId?: string } = { addressId: '9007199254740993' },
    given: { readonly actions?: CaseActions } = {},
  ) {
    this.take(importAfterSale(undefined, this.seen, anOrderOfCase));
    this.take(wantAgreement(this.held, 'return'));
    const files = {
      afterSale: () => Promise.resolve({ shop, afterSale: this.held, warehouseCode: 'HZ1' }),
      returnAddress: () => Promise.resolve(warehouse),
    } as unknown as CaseFiles;
    const actions: CaseActions = {
      agreeReturn: (_shop, _token, seen, given) => {
        this.said.push([seen.platformAfterSaleId, seen.sourceUpdatedAt, given]);
        const refusal = this.refusals.shift();
        if (refusal) return Promise.reject(new PlatformFailure(refusal, `said ${refusal}`));
        this.seen = theCase(2, { status: 'awaiting_return', statusDeadline: T0 + 9 });
        return Promise.resolve();
      },
    };
    const pulled = () => ({ platformAfterSaleId: '1', platformOrderId: '2', seen: this.seen, unmapped: [] });
    const desk = deskAt({ case: () => Promise.resolve(pulled()), actions: given.actions ?? actions });
    this.action = new AgreeReturn(files, desk, { now: () => T0 });
  }

  async attempt(attempt: number): Promise<boolean> {
    const { read, decide, again } = await this.action.attempt(request, attempt, new AbortController().signal);
    if (read?.seen) this.take(importAfterSale(this.held, read.seen, anOrderOfCase));
    if (decide) this.take(decide(this.held));
    return again !== undefined;
  }

  async live(): Promise<string[]> {
    for (let attempt = 1; attempt < 50 && (await this.attempt(attempt)); attempt++);
    return this.facts.map(({ type }) => type).slice(1);
  }

  private take(decision: ReturnType<typeof wantAgreement>): void {
    if (decision.kind !== 'changed') return;
    this.held = decision.state;
    this.facts.push(...decision.facts);
  }
}

describe('agreeing a return', () => {
  it('is written down, then said once at the version that was read, then told with the platform’s deadline', async () => {
    const life = new Life();
    await life.attempt(1);
    expect([life.said, life.held?.agreeing]).toEqual([[], { returnId: 'return', sent: true }]);
    expect(await life.live()).toEqual(['AfterSaleAgreed']);
    expect(life.facts.at(-1)).toMatchObject({ by: 'cartrail', shipBy: T0 + 9 });
    expect(life.said).toEqual([['7311111111111111111', T0 + 1_000, { addressId: '9007199254740993' }]]);
  });

  it('is not tried at a platform that cannot be told', async () => {
    const life = new Life(undefined, { actions: {} });
    expect(await life.live()).toEqual(['AfterSaleActionFailed']);
    expect(life.facts.at(-1)).toMatchObject({
      failure: { reason: 'not_supported', detail: 'agree-return is not supported at douyin' },
    });
  });

  it('that was answered with silence is read for before it is said again', async () => {
    const life = new Life();
    life.refusals.push('transient');
    expect(await life.live()).toEqual(['AfterSaleAgreed']);
    expect(life.said).toHaveLength(2);
  });

  it.each([
    ['manual_only', 'manual_only', 1],
    ['invalid', 'refused', 1],
    ['conflict', 'state_moved', 15],
    ['forbidden', 'not_authorised', 9],
    ['throttled', 'unavailable', 31],
  ] as const)(
    'refused as %s, ends as %s, after as many words as that is worth',
    async (kind, reason, words) => {
      const life = new Life();
      life.refusals.push(...Array.from({ length: 40 }, () => kind));
      expect(await life.live()).toEqual(['AfterSaleActionFailed']);
      expect(life.facts.at(-1)).toMatchObject({ failure: { reason } });
      expect(life.said).toHaveLength(words);
    },
  );

  it('without an address of the platform’s own says what is missing, and nothing to the platform', async () => {
    const bare = new Life({});
    expect(await bare.live()).toEqual(['AfterSaleActionFailed']);
    expect(bare.facts.at(-1)).toMatchObject({
      failure: { reason: 'not_supported', detail: 'warehouse HZ1 has no platformAddressIds.douyin' },
    });
    expect(bare.said).toEqual([]);
  });

  it.each([
    ['awaiting_return', ['AfterSaleAgreed']],
    ['closed', ['AfterSaleClosed']],
    ['rejected', ['AfterSaleAmended', 'AfterSaleActionFailed']],
  ] as const)('of a case that is %s by now, says nothing', async (status, told) => {
    const life = new Life();
    life.seen = theCase(2, { status, outcome: status === 'closed' ? 'closed' : undefined });
    expect((await life.live()).sort()).toEqual([...told].sort());
    expect(life.said).toEqual([]);
  });

  it('of a refund without goods is not ours to agree', async () => {
    const life = new Life();
    life.seen = theCase(2, { kind: 'refund_only_shipped' });
    await life.live();
    expect(life.facts.at(-1)).toMatchObject({ failure: { reason: 'not_supported' } });
  });
});
