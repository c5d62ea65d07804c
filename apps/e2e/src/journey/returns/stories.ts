/** How a return goes, and how it has to end. */
export interface Story {
  readonly name: string;
  /** The platform's code of the reason, as the demo shop's setting reads it: 1 no reason, 2 quality. */
  readonly reasonCode: 1 | 2;
  readonly begins: 'platform' | 'page' | 'late';
  /** All that was ordered, or one piece of the first line. */
  readonly lines: 'all' | 'one-piece';
  /** Who carries it: a booked courier by the simulators' plan, or the parcel of the order before this one. */
  readonly courier: 'comes' | 'never' | 'reweighs' | 'together';
  readonly bookingFaults: readonly string[];
  readonly caseFaults: readonly string[];
  /** Given in the confirmation, or left to the order's receiver. */
  readonly contact: 'given' | 'receiver';
  readonly sign: 'intact' | 'quality' | 'short' | 'before-arrival' | 'never';
  readonly ends: 'Refunded' | 'Objected' | 'Cancelled' | 'Rejected';
}

const usual: Story = {
  name: 'no reason',
  reasonCode: 1,
  begins: 'platform',
  lines: 'all',
  courier: 'comes',
  bookingFaults: [],
  caseFaults: [],
  contact: 'given',
  sign: 'intact',
  ends: 'Refunded',
};

/** Of every twenty orders, these; two that share a parcel also share a buyer. */
const STORIES: Readonly<Record<number, Partial<Story> & { readonly name: string }>> = {
  0: { name: 'no reason', contact: 'receiver' },
  1: { name: 'quality fault', reasonCode: 2, sign: 'quality' },
  2: { name: 'signed before the scan', sign: 'before-arrival' },
  3: { name: 'partial', lines: 'one-piece' },
  4: { name: 'a courier who never comes', courier: 'never' },
  5: { name: 'two in one parcel, first' },
  6: { name: 'two in one parcel, second', courier: 'together' },
  7: { name: 're-weighed', courier: 'reweighs' },
  14: { name: 'signed short', sign: 'short', ends: 'Objected' },
  15: { name: 'begun on our page', begins: 'page' },
  16: { name: 'cancelled before pickup', sign: 'never', ends: 'Cancelled' },
  17: { name: "a booking's answer lost", bookingFaults: ['lost-answer'] },
  18: { name: "a refund's answer lost", caseFaults: ['lost-answer'] },
  19: { name: 'asked too late', begins: 'late', sign: 'never', ends: 'Rejected' },
};

export const storyOf = (index: number): Story | undefined => {
  const own = STORIES[index % 20];
  return own && { ...usual, ...own };
};
