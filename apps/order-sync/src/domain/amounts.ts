import type { Fen } from '@cartrail/kernel';

interface Amounts {
  readonly paidAt?: number;
  readonly payAmountFen: Fen;
  readonly postAmountFen: Fen;
  readonly lines: readonly { readonly payAmountFen: Fen }[];
}

/**
 * What was paid less what lines and freight add up to, for every platform: some count the freight into their lines,
 * some beside them. Nothing is put right: a difference is for a person to see. Unpaid orders have nothing to add up.
 */
export function amountsDifferFen({ paidAt, payAmountFen, postAmountFen, lines }: Amounts): Fen {
  if (paidAt === undefined || lines.length === 0) return 0;
  const left = payAmountFen - lines.reduce((sum, line) => sum + line.payAmountFen, 0);
  return left === 0 ? 0 : left - postAmountFen;
}
