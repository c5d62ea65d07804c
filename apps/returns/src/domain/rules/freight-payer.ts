import { causeOf, type ReturnReason } from './reasons.js';

export type FreightPayer = 'buyer' | 'merchant' | 'insurer';
export type Party = 'buyer' | 'merchant';

/** The rows of §3.5, numbered from the top. */
export type FreightRule =
  'F-01' | 'F-02' | 'F-03' | 'F-04' | 'F-05' | 'F-06' | 'F-07' | 'F-08' | 'F-09' | 'F-10' | 'F-11' | 'F-12';

export interface FreightCase {
  readonly reason: ReturnReason;
  readonly exchange?: boolean;
  /** The goods were sold with free shipping. */
  readonly freeShipping: boolean;
  /** What is kept no longer earns the free shipping. */
  readonly thresholdBroken?: boolean;
  readonly refusedAtDoor?: boolean;
  /** A return the parties agreed on, without a word about freight. */
  readonly agreedInSilence?: boolean;
  /** Both are at fault: who was first. */
  readonly firstAtFault?: Party;
  /** The merchant's return address costs more than the shipping origin would. */
  readonly addressRaisesCost?: boolean;
  /** Sent collect-on-delivery without the other side's consent, and by whom. */
  readonly collectBy?: Party;
  /** 包邮退货: the merchant promised to pay returns. */
  readonly freeReturns?: boolean;
  /** 运费险 in force for this order. */
  readonly insured?: boolean;
}

export interface FreightDecision {
  /** Absent: the case does not touch it. */
  readonly outbound?: Party;
  readonly return: FreightPayer;
  /** Of an exchange's second journey. */
  readonly resend?: Party;
  /** Insurance pays up to its cap; who pays what is above it. */
  readonly excessBy?: Party;
  /** Who pays what a dearer return address adds. */
  readonly differenceBy?: 'merchant';
  /** The parcel came collect-on-delivery unasked: the buyer need not take it. */
  readonly buyerMayRefuse?: true;
  /** The row that decided the return's payer. */
  readonly ruleId: FreightRule;
}

interface FreightRow extends Pick<FreightDecision, 'outbound' | 'resend'> {
  readonly ruleId: FreightRule;
  readonly applies: (about: FreightCase) => boolean;
  readonly return: Party;
}

const keepsFreeShipping = ({ freeShipping, thresholdBroken }: FreightCase) =>
  freeShipping && thresholdBroken !== true;

const noReason = ({ reason }: FreightCase) => causeOf(reason) === 'buyer';
const notBuyers = ({ reason }: FreightCase) => causeOf(reason) === 'merchant';
const said = (flag: boolean | undefined) => flag === true;

/** The first row that applies decides; F-09 to F-12 only add to what it says. */
const rows: readonly FreightRow[] = [
  // Both at fault: whoever was first bears both journeys.
  ...(['merchant', 'buyer'] as const).map((first): FreightRow => ({
    ruleId: 'F-08',
    applies: ({ firstAtFault }) => firstAtFault === first,
    outbound: first,
    return: first,
    resend: first,
  })),
  {
    ruleId: 'F-06',
    applies: (about) => notBuyers(about) && said(about.refusedAtDoor),
    outbound: 'merchant',
    return: 'merchant',
  },
  { ruleId: 'F-04', applies: notBuyers, outbound: 'merchant', return: 'merchant', resend: 'merchant' },
  // A reason nobody could read is a return agreed on without a word about freight.
  {
    ruleId: 'F-07',
    applies: (about) => said(about.agreedInSilence) || !noReason(about),
    return: 'merchant',
  },
  {
    ruleId: 'F-05',
    applies: (about) => said(about.refusedAtDoor) && keepsFreeShipping(about),
    outbound: 'merchant',
    return: 'buyer',
  },
  { ruleId: 'F-05', applies: ({ refusedAtDoor }) => said(refusedAtDoor), outbound: 'buyer', return: 'buyer' },
  { ruleId: 'F-03', applies: ({ exchange }) => said(exchange), return: 'buyer', resend: 'buyer' },
  { ruleId: 'F-01', applies: keepsFreeShipping, outbound: 'merchant', return: 'buyer' },
];

const lastRow: FreightRow = { ruleId: 'F-02', applies: () => true, outbound: 'buyer', return: 'buyer' };

/** Who pays which journey (§3.5). */
export function freightPayer(about: FreightCase): FreightDecision {
  const row = rows.find(({ applies }) => applies(about)) ?? lastRow;
  const promised = said(about.freeReturns) && row.return === 'buyer';
  const owing: Party = promised ? 'merchant' : row.return;
  return {
    ...(row.outbound && { outbound: row.outbound }),
    ...(said(about.insured)
      ? { return: 'insurer', excessBy: owing, ruleId: 'F-12' }
      : { return: owing, ruleId: promised ? 'F-11' : row.ruleId }),
    ...(said(about.exchange) && row.resend && { resend: row.resend }),
    ...(said(about.addressRaisesCost) && owing === 'buyer' && { differenceBy: 'merchant' }),
    ...(about.collectBy === 'merchant' && { buyerMayRefuse: true }),
  };
}
