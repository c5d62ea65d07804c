import { describe, expect, it } from '@jest/globals';
import { anOrderOfCase, aShop as shop, deskAt, T0, theCase } from '../../test/a-case.js';
import { tellOfAction } from '../domain/after-sale-actions.js';
import type { AfterSale, AfterSaleFact, ObservedCase } from '../domain/after-sale.state.js';
import {
  askByHand,
  askByReturn,
  type Asker,
  type CaseActionFact,
  type CaseActions as Held,
  type CaseWord,
} from '../domain/case-action.js';
import { importAfterSale } from '../domain/import-after-sale.js';
import { ActOnCase } from './act-on-case.js';
import { PlatformFailure, type CaseActions, type CaseFiles, type PlatformFailureKind } from './ports.js';

const REFUND: CaseWord = { action: 'agree-refund', amountFen: 11990 };
const REJECT: CaseWord = { action: 'reject', rejection: { reasonCode: '12', text: '已拆封' } };
const BY_RULE: CaseWord = { action: 'reject', rule: 'return/window-closed' };
const NUMBER: CaseWord = { action: 'fill-return-waybill', number: 'SF1', carrier: 'SF' };
const member: Asker = { memberId: 'member-1' };
const theReturn: Asker = { returnId: 'return' };
const request = { tenantId: 't', afterSaleId: 'case', actionId: 'a' };

/** Where each word leads the case at the platform. */
const LEADS = {
  agreeReturn: { status: 'awaiting_return' },
  agreeRefund: { status: 'refunded', outcome: 'refunded' },
  reject: { status: 'rejected' },
  fillReturnWaybill: { status: 'return_shipped' },
} as const satisfies Partial<Record<keyof CaseActions, Partial<ObservedCase>>>;

/** A case with us and at the platform, and what is said of it there. */
class Life {
  seen: ObservedCase;
  case: AfterSale | undefined;
  held: Held | undefined;
  readonly facts: AfterSaleFact[] = [];
  readonly said: unknown[] = [];
  /** Of the next words; `heard`: it took effect and gave no answer. */
  readonly fates: (PlatformFailureKind | 'heard')[] = [];
  private now = 1;
  private readonly action: ActOnCase;

  constructor(word: CaseWord, seen: Partial<ObservedCase> = {}, by = member, actions?: CaseActions) {
    this.seen = theCase(1, { kind: 'refund_only_shipped', ...seen });
    this.see();
    const ask = 'memberId' in by ? askByHand : askByReturn;
    this.take(ask(undefined, { actionId: 'a', word, by, askedAt: T0 }));
    const files = {
      afterSale: () => Promise.resolve({ shop, afterSale: this.case, warehouseCode: 'HZ1' }),
      actions: () => Promise.resolve(this.held?.actions ?? []),
      returnAddress: () => Promise.resolve({ addressId: '7' }),
    } as unknown as CaseFiles;
    const pulled = () => ({ platformAfterSaleId: '1', platformOrderId: '2', seen: this.seen, unmapped: [] });
    const desk = deskAt(
      { case: () => Promise.resolve(pulled()), actions: actions ?? this.actions() },
      { reject: 'refuse at the console' },
      new Map([['return/window-closed', { reasonCode: '9', text: '已超过退货期限' }]]),
    );
    this.action = new ActOnCase(files, desk, { now: () => T0 });
  }

  async attempt(attempt: number): Promise<boolean> {
    const step = await this.action.attempt(request, attempt, new AbortController().signal);
    if (step.read?.seen) this.see();
    if (step.decide) this.take(step.decide(this.held));
    return step.again !== undefined;
  }

  async live(): Promise<string | undefined> {
    for (let attempt = 1; attempt < 300 && (await this.attempt(attempt)); attempt++);
    return this.held?.actions[0]?.state;
  }

  giveUp(): void {
    this.take(this.action.abandoned(request, 'the attempts are used up')(this.held));
  }

  move(more: Partial<ObservedCase>): void {
    this.now += 1;
    this.seen = { ...theCase(this.now, { kind: this.seen.kind }), ...more };
  }

  get failure() {
    return this.held?.actions[0]?.failure;
  }

  private actions(): CaseActions {
    const say =
      (name: keyof typeof LEADS) =>
      (_shop: unknown, _token: string, seen: ObservedCase, given?: unknown): Promise<void> => {
        this.said.push([name, seen.sourceUpdatedAt, given]);
        const fate = this.fates.shift();
        if (fate === undefined || fate === 'heard') this.move(LEADS[name]);
        if (fate === undefined) return Promise.resolve();
        return Promise.reject(new PlatformFailure(fate === 'heard' ? 'transient' : fate, `said ${fate}`));
      };
    return {
      agreeReturn: say('agreeReturn'),
      agreeRefund: say('agreeRefund'),
      reject: say('reject'),
      fillReturnWaybill: say('fillReturnWaybill'),
    };
  }

  private see(): void {
    const decision = importAfterSale(this.case, this.seen, anOrderOfCase);
    if (decision.kind !== 'changed') return;
    this.case = decision.state;
    this.facts.push(...decision.facts);
  }

  private take(decision: ReturnType<typeof askByHand>): void {
    if (decision.kind !== 'changed') return;
    this.held = decision.state;
    for (const fact of decision.facts) this.tell(fact);
  }

  private tell(fact: CaseActionFact): void {
    const decision = tellOfAction(this.case, fact);
    if (decision.kind !== 'changed') return;
    this.case = decision.state;
    this.facts.push(...decision.facts);
  }
}

const names = ({ facts }: Life): string[] => facts.map(({ type }) => type).slice(1);

describe('a word of a case', () => {
  it('is written down, then said once at the version that was read', async () => {
    const life = new Life(REFUND);
    await life.attempt(1);
    expect([life.said, life.held?.actions[0]?.state]).toEqual([[], 'sent']);
    expect(await life.live()).toBe('done');
    expect(life.said).toEqual([['agreeRefund', T0 + 1_000, undefined]]);
    expect(names(life)).toEqual(['AfterSaleClosed']);
    expect(await life.attempt(3)).toBe(false);
    expect(life.said).toHaveLength(1);
  });

  it('that is over stays as it ended, whatever is heard of its attempts later', async () => {
    const life = new Life(REFUND);
    await life.live();
    life.giveUp();
    expect([life.held?.actions[0]?.state, names(life)]).toEqual(['done', ['AfterSaleClosed']]);
  });

  it('nobody could say for too long is a person’s', () => {
    const life = new Life(REFUND);
    life.giveUp();
    expect(life.facts.at(-1)).toMatchObject({
      type: 'AfterSaleActionFailed',
      failure: { reason: 'unavailable' },
    });
  });

  it('that was heard and not answered is not said again', async () => {
    const life = new Life(REFUND);
    life.fates.push('heard');
    expect(await life.live()).toBe('done');
    expect(life.said).toHaveLength(1);
  });

  it('that was lost on the way is said again, after reading', async () => {
    const life = new Life(REFUND);
    life.fates.push('transient', 'transient');
    expect(await life.live()).toBe('done');
    expect(life.said).toHaveLength(3);
  });

  it('after a crash between writing and saying is read for first', async () => {
    const life = new Life(REFUND);
    await life.attempt(1);
    life.move({ status: 'refunded', outcome: 'refunded' });
    expect(await life.live()).toBe('done');
    expect(life.said).toEqual([]);
  });

  it('is bound to the newest reading when the case moved while it was said', async () => {
    const life = new Life(REFUND);
    life.fates.push('conflict');
    await life.attempt(1);
    life.move({ status: 'requested' });
    expect(await life.live()).toBe('done');
    expect(life.said.map((word) => (word as unknown[])[1])).toEqual([T0 + 2_000, T0 + 2_000]);
  });

  it.each([
    ['manual_only', 'manual_only', 1],
    ['invalid', 'refused', 1],
    ['conflict', 'state_moved', 18],
    ['forbidden', 'not_authorised', 10],
    ['throttled', 'unavailable', 32],
  ] as const)('refused as %s ends as %s, told once', async (kind, reason, words) => {
    const life = new Life(REFUND);
    life.fates.push(...Array.from({ length: 60 }, () => kind));
    expect(await life.live()).toBe('failed');
    expect(life.facts.at(-1)).toMatchObject({
      type: 'AfterSaleActionFailed',
      action: 'agree_refund',
      failure: { reason },
    });
    expect(life.said).toHaveLength(words);
  });

  it('that pays is not said when the platform would pay another amount than was seen', async () => {
    const life = new Life({ action: 'agree-refund', amountFen: 11989 });
    expect(await life.live()).toBe('failed');
    expect([life.failure, life.said]).toEqual([
      { reason: 'amount_differs', detail: 'the platform would pay 11990 fen' },
      [],
    ]);
  });

  it('that the platform does not take is refused with the platform’s reason', async () => {
    const life = new Life(REJECT, {}, member, {});
    expect(await life.live()).toBe('failed');
    expect(life.failure).toEqual({ reason: 'not_supported', detail: 'refuse at the console' });
  });

  it('that agrees a return is told as ours', async () => {
    const life = new Life({ action: 'agree-return' }, { kind: 'return_refund' });
    expect(await life.live()).toBe('done');
    expect(life.said).toEqual([['agreeReturn', T0 + 1_000, { addressId: '7' }]]);
    expect(life.facts.at(-1)).toMatchObject({ type: 'AfterSaleAgreed', by: 'cartrail' });
  });

  it('that refuses says the member’s words', async () => {
    const life = new Life(REJECT);
    expect(await life.live()).toBe('done');
    expect(life.said).toEqual([['reject', T0 + 1_000, { reasonCode: '12', text: '已拆封' }]]);
  });
});

describe('a refusal by a rule', () => {
  it('is said in the merchant’s words for the rule', async () => {
    const life = new Life(BY_RULE, { kind: 'return_refund' }, theReturn);
    expect(await life.live()).toBe('done');
    expect(life.said).toEqual([['reject', T0 + 1_000, { reasonCode: '9', text: '已超过退货期限' }]]);
  });

  it('that the merchant has no words for stays by hand, and says so', async () => {
    const life = new Life({ action: 'reject', rule: 'return/not-returnable' }, {}, theReturn);
    expect(await life.live()).toBe('failed');
    expect(life.said).toEqual([]);
    expect(life.facts.at(-1)).toMatchObject({
      action: 'reject',
      returnId: 'return',
      failure: { reason: 'not_supported', detail: expect.stringContaining('rejectReasonCodes') },
    });
  });

  it('of what was refused there already says nothing', async () => {
    const life = new Life(BY_RULE, { status: 'rejected' }, theReturn);
    expect([await life.live(), life.said]).toEqual(['done', []]);
  });
});

describe('the number of a booked parcel', () => {
  const goods = { kind: 'return_refund' } as const;

  it('waits for the return to be agreed, and is entered once', async () => {
    const life = new Life(NUMBER, goods, theReturn);
    expect([await life.attempt(1), await life.attempt(2)]).toEqual([true, true]);
    expect(life.said).toEqual([]);
    life.move({ status: 'awaiting_return' });
    expect(await life.live()).toBe('done');
    expect(life.said).toEqual([['fillReturnWaybill', T0 + 2_000, { number: 'SF1', carrier: 'SF' }]]);
  });

  it('is not entered over the buyer’s own', async () => {
    const returnParcel = { number: 'YT9', carrier: 'YTO', platformCarrierCode: 'yto', shippedAt: T0 };
    const life = new Life(NUMBER, { ...goods, status: 'return_shipped', returnParcel }, theReturn);
    expect([await life.live(), life.said, life.failure]).toEqual(['done', [], undefined]);
  });

  it('is a person’s task where it stands in for one that is entered', async () => {
    const returnParcel = { number: 'SF0', carrier: 'SF', platformCarrierCode: 'sf', shippedAt: T0 };
    const word = { ...NUMBER, replaces: 'SF0' } as CaseWord;
    const life = new Life(word, { ...goods, status: 'return_shipped', returnParcel }, theReturn);
    expect([await life.live(), life.said, life.failure?.reason]).toEqual(['failed', [], 'state_moved']);
  });

  it('is nobody’s task where only the buyer enters numbers', async () => {
    const life = new Life(NUMBER, goods, theReturn, {});
    expect([await life.live(), names(life)]).toEqual(['dropped', []]);
  });

  it('that nobody agrees for a day is given to a person', async () => {
    const life = new Life(NUMBER, goods, theReturn);
    expect([await life.live(), life.failure?.reason]).toEqual(['failed', 'state_moved']);
  });
});

describe('asking', () => {
  it('by hand is refused while something is being said', () => {
    const life = new Life(REFUND);
    const again = askByHand(life.held, { actionId: 'b', word: REJECT, by: member, askedAt: T0 });
    expect(again).toMatchObject({ kind: 'refused', code: 'after-sale/action-under-way' });
  });

  it('by a return is heard once', () => {
    const life = new Life(NUMBER, {}, theReturn);
    const again = askByReturn(life.held, { actionId: 'b', word: NUMBER, by: theReturn, askedAt: T0 });
    expect(again.kind).toBe('nothing');
  });
});
