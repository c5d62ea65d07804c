import { isClean, type Message } from '../audit.js';
import { auditMoney, type MoneyEvidence, type Moved } from './money-audit.js';

type Kind = 'lost' | 'doubled' | 'reordered' | 'phantom';

/** Plants each crime against money into sound books; answers those the audit did not see, or saw and nobody planted. */
export function moneySelfTest(): readonly string[] {
  const failures = isClean(auditMoney(sound)) ? [] : ['sound books'];
  for (const { name, evidence, kinds } of crimes) {
    const found = auditMoney(evidence);
    for (const kind of ['lost', 'doubled', 'reordered', 'phantom'] as const) {
      const expected = kinds.includes(kind);
      if (expected !== found[kind].length > 0)
        failures.push(`${name}: ${expected ? 'no' : 'unasked'} ${kind}`);
    }
  }
  return failures;
}

const owed: readonly Moved[] = [
  { key: 'A', fen: 11_980 },
  { key: 'B', fen: 8_900 },
];
const due = (key: string, sequence: number): Message => ({
  id: `${key}/${sequence}`,
  source: `/t/returns/return/${key}`,
  sequence,
  key,
});

const sound: MoneyEvidence = {
  owed,
  refunds: { platform: owed, RefundDue: owed, returns: owed },
  bookings: { provider: ['A', 'B'] },
  // Silence is answered by the same report again.
  reports: [
    { key: 'A', says: 'at 1' },
    { key: 'A', says: 'at 1' },
  ],
  // Called twice with the same key: the provider knows it is the same courier.
  asked: [
    { key: 'A', reference: 'a' },
    { key: 'A', reference: 'a' },
    { key: 'B', reference: 'b' },
  ],
  messages: [due('A', 1), due('A', 2), due('A', 1), due('A', 2), due('B', 1)],
};

const platform = (moved: readonly Moved[]): MoneyEvidence => ({
  ...sound,
  refunds: { ...sound.refunds, platform: moved },
});

const crimes: readonly { name: string; evidence: MoneyEvidence; kinds: readonly Kind[] }[] = [
  { name: 'a refund executed twice', evidence: platform([...owed, ...owed.slice(0, 1)]), kinds: ['doubled'] },
  { name: 'a refund missing', evidence: platform(owed.slice(1)), kinds: ['lost'] },
  {
    name: 'a refund of a wrong amount',
    evidence: platform(owed.map(({ key, fen }) => ({ key, fen: key === 'A' ? fen - 1 : fen }))),
    kinds: ['phantom'],
  },
  {
    name: 'a refund nobody asked for',
    evidence: platform([...owed, { key: 'C', fen: 100 }]),
    kinds: ['phantom'],
  },
  {
    name: 'a refund due that is not told',
    evidence: { ...sound, refunds: { ...sound.refunds, RefundDue: owed.slice(1) } },
    kinds: ['lost'],
  },
  {
    name: 'two couriers at one door',
    evidence: { ...sound, bookings: { provider: ['A', 'A', 'B'] } },
    kinds: ['doubled'],
  },
  { name: 'a courier missing', evidence: { ...sound, bookings: { provider: ['B'] } }, kinds: ['lost'] },
  {
    name: 'goods reported as received at two times',
    evidence: { ...sound, reports: [...sound.reports, { key: 'A', says: 'at 2' }] },
    kinds: ['doubled'],
  },
  {
    name: 'a courier asked for under two keys',
    evidence: { ...sound, asked: [...sound.asked, { key: 'B', reference: 'other' }] },
    kinds: ['doubled'],
  },
  {
    name: 'a return told backwards',
    evidence: { ...sound, messages: [due('A', 2), due('A', 1)] },
    kinds: ['reordered'],
  },
];
