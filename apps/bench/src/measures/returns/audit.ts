import { type OutgoingEvent } from '../../stack/records.js';

interface Paid {
  readonly orderId: string;
  readonly amountFen: number;
}

/** Whether every order got its refund: decided once, told once, and what it should be. */
export function auditRefunds(
  expected: ReadonlyMap<string, number>,
  due: readonly OutgoingEvent[],
  refunded: readonly OutgoingEvent[],
): { readonly found: number; readonly problems: readonly string[] } {
  const [decided, ended] = [due, refunded].map(amountsByOrder);
  const problems = [...expected].flatMap(([orderId, fen]) => {
    const [a, b] = [decided?.get(orderId) ?? [], ended?.get(orderId) ?? []];
    const good = a.length === 1 && b.length === 1 && a[0] === fen && b[0] === fen;
    return good ? [] : [`order ${orderId}: due [${a.join(' ')}], refunded [${b.join(' ')}], not ${fen} fen`];
  });
  return { found: expected.size - problems.length, problems };
}

function amountsByOrder(events: readonly OutgoingEvent[]): ReadonlyMap<string, readonly number[]> {
  const amounts = new Map<string, number[]>();
  for (const { value } of events) {
    const { orderId, amountFen } = (JSON.parse(value) as { readonly data: Paid }).data;
    amounts.set(orderId, [...(amounts.get(orderId) ?? []), amountFen]);
  }
  return amounts;
}
