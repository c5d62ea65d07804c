import { object, text, url } from '../control/schemas.js';
import { isYes, membersOf } from '../delivery/outlet.js';
import type { State } from '../state/state.js';
import { Doors } from '../vendors/door.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { AccountDesk, Vendor } from '../vendors/vendor.js';
import { doorsOf } from './doors.js';
import { KdniaoApi } from './kdniao-api.js';
import { KdniaoPushes } from './pushes.js';

/** An aggregator: tracks of all carriers, told to one address per account. */
export function kdniao({ state, clock, deliveries, faults, ledger }: Surroundings): Vendor {
  const pushes = new KdniaoPushes(state, clock, deliveries);
  const api = new KdniaoApi(state, clock, pushes);
  return {
    id: 'kdniao',
    label: 'KDNiao',
    accounts: accountsOf(state),
    register: (app) => {
      new Doors('kdniao', faults, ledger).open(app, doorsOf(api, clock));
    },
    urlOf: ({ sender }) => state.accounts.get(sender)?.pushUrl ?? state.targets.kdniaoPushUrl,
    took: (_push, answer) => isYes(membersOf(answer)['Success']),
    scanned: ({ parcel, history }) => {
      for (const one of state.subscriptions.get(parcel.number) ?? []) pushes.history(one, parcel, history);
    },
    forget: (number) => void state.subscriptions.delete(number),
  };
}

const accountsOf = (state: State): AccountDesk => ({
  what: '{eBusinessId, apiKey, pushUrl?}',
  body: object({ eBusinessId: text(40), apiKey: text(), pushUrl: url }, 'eBusinessId', 'apiKey'),
  put: (body) => {
    const { eBusinessId, apiKey, pushUrl = null } = body as AccountBody;
    state.accounts.set(eBusinessId, { eBusinessId, apiKey, pushUrl });
    return { eBusinessId, pushUrl };
  },
});

interface AccountBody {
  eBusinessId: string;
  apiKey: string;
  pushUrl?: string | null;
}
