import { Doors, type Door } from './door.js';
import type { Surroundings } from './surroundings.js';
import type { Vendor } from './vendor.js';

interface Parts extends Pick<Vendor, 'id' | 'label' | 'accounts' | 'couriers'> {
  readonly doors: readonly Door[];
  /** Absent for a carrier that is only asked. */
  readonly pushes?: Pick<Vendor, 'urlOf' | 'took' | 'scanned'>;
  /** All that is kept under a parcel's number. */
  readonly memory: readonly Pick<Vendor, 'forget'>[];
}

/** A carrier's own platform: its doors, what it pushes, and what it remembers. */
export function direct(
  { faults, ledger }: Surroundings,
  { id, label, accounts, couriers, doors, pushes, memory }: Parts,
): Vendor {
  return {
    id,
    label,
    accounts,
    ...(couriers && { couriers }),
    register: (app) => {
      new Doors(id, faults, ledger).open(app, doors);
    },
    urlOf: (push) => pushes?.urlOf(push) ?? null,
    took: (push, answer) => pushes?.took(push, answer) ?? false,
    scanned: (news) => {
      pushes?.scanned(news);
    },
    forget: (number) => {
      for (const each of memory) each.forget(number);
    },
  };
}
