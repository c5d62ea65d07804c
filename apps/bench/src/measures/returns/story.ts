import { type AfterSaleRef, type OrderLine } from '@cartrail/contracts';
import { anAfterSaleRef, anOrderLine } from '@cartrail/testing';
import { newNumbers } from '../events.js';

const DAY = 86_400_000;

export interface Units {
  readonly lineId: string;
  readonly quantity: number;
}

/** Who returns what of which order, and what the platform pays back for it. */
export interface Story {
  readonly about: { readonly tenantId: string; readonly occurredAt: number };
  readonly case: Pick<AfterSaleRef, keyof AfterSaleRef>;
  readonly ordered: readonly OrderLine[];
  readonly returned: readonly Units[];
  readonly refundFen: number;
  /** Waybill numbers, there and back. */
  readonly out: string;
  readonly back: string;
  readonly paidAt: string;
  readonly signedAt: string;
  readonly today: string;
}

/** As many orders, in turn returned whole, by one piece of two, and by the other line; no two amounts need be alike. */
export function stories(tenantId: string, count: number, now = Date.now()): Story[] {
  const numbers = newNumbers(count * 2);
  const [paidAt = '', signedAt = '', today = ''] = [6, 2, 0].map((days) =>
    new Date(now - days * DAY).toISOString(),
  );
  return numbers.slice(0, count).map((out, place) => {
    const back = numbers[count + place] ?? '';
    const goods = goodsOf(place);
    const platformAfterSaleId = `7${back.slice(2)}`;
    return {
      about: { tenantId, occurredAt: now },
      case: anAfterSaleRef({ platformAfterSaleId }),
      ...{ ...goods, out, back, paidAt, signedAt, today },
    };
  });
}

function goodsOf(place: number): Pick<Story, 'ordered' | 'returned' | 'refundFen'> {
  const pair = anOrderLine({ quantity: 2, amountFen: 7_001 + place, payAmountFen: 6_001 + place });
  const single = anOrderLine({ amountFen: 4_900, payAmountFen: 4_900 - (place % 7) });
  const ordered = [pair, single];
  const units = ({ lineId }: OrderLine, quantity: number): Units => ({ lineId, quantity });
  switch (place % 3) {
    case 0:
      return {
        ordered,
        returned: [units(pair, 2), units(single, 1)],
        refundFen: pair.payAmountFen + single.payAmountFen,
      };
    case 1:
      return { ordered, returned: [units(pair, 1)], refundFen: Math.floor(pair.payAmountFen / 2) };
    default:
      return { ordered, returned: [units(single, 1)], refundFen: single.payAmountFen };
  }
}
