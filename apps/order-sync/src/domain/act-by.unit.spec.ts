import { describe, expect, it } from '@jest/globals';
import { theCase } from '../../test/a-case.js';
import { actBy, isByHand } from './act-by.js';
import type { CaseStatus, ObservedCase } from './after-sale.state.js';

const turn = (status: CaseStatus, more: Partial<ObservedCase> = {}) => actBy({ ...theCase(1, more), status });
const at = (status: string) => ({ platformState: { type: '3', status } });

describe('whose turn it is in a case', () => {
  it.each([
    ['requested', 'merchant'],
    ['awaiting_return', 'buyer'],
    ['return_shipped', 'merchant'],
    ['rejected', 'buyer'],
    ['in_dispute', 'platform'],
    ['refund_failed', undefined],
    ['reship', undefined],
    ['refunded', undefined],
    ['completed', undefined],
    ['closed', undefined],
  ] as const)('of one that is %s: %s', (status, party) => {
    expect(turn(status)).toBe(party);
  });

  it('is the platform’s while its refund is on the way', () => {
    expect(turn('return_shipped', { refunding: true })).toBe('platform');
  });

  it('is told by the platform’s own state where ours says less', () => {
    expect([turn('reship', at('8')), turn('reship', at('13'))]).toEqual(['merchant', 'buyer']);
    const confirm = { platform: 'wechat', ...at('USER_WAIT_CONFIRM_UPDATE') } as const;
    expect(turn('requested', confirm)).toBe('buyer');
    expect(turn('in_dispute', confirm)).toBe('platform');
    expect(turn('closed', confirm)).toBeUndefined();
  });

  it.each(['exchange', 'resend', 'repair', 'price_protection', 'refund_only_shipped', 'UNKNOWN'] as const)(
    'is a person’s in a case of %s, as long as the merchant has to answer',
    (kind) => {
      const by = (status: CaseStatus) => isByHand({ ...theCase(1, { kind }), status });
      expect([by('requested'), by('rejected'), by('closed')]).toEqual([true, false, false]);
      expect(isByHand({ ...theCase(1), status: 'requested' })).toBe(false);
    },
  );
});
