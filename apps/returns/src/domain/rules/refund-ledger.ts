import type { Fen } from '@cartrail/kernel';

export type LedgerKind =
  | 'goods'
  | 'promotion_lost'
  | 'outbound_freight'
  | 'outbound_charge'
  | 'platform_amount'
  | 'missing_gift'
  | 'agreed_discount'
  | 'floor'
  | 'paid_limit';

export interface LedgerLine {
  readonly kind: LedgerKind;
  readonly lineId?: string;
  readonly amountFen: number;
}

export const entry = (kind: LedgerKind, amountFen: number, lineId?: string): LedgerLine => ({
  kind,
  // No minus before a zero.
  amountFen: amountFen === 0 ? 0 : amountFen,
  ...(lineId !== undefined && { lineId }),
});

export const total = (ledger: readonly LedgerLine[]): number =>
  ledger.reduce((all, { amountFen }) => all + amountFen, 0);

/** What a refund settled of the goods themselves, whatever was deducted from it for other causes. */
export const goodsRefunded = (ledger: readonly LedgerLine[]): Fen =>
  total(ledger.filter(({ kind }) => kind === 'goods' || kind === 'promotion_lost'));
