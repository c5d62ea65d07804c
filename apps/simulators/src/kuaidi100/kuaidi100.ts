import { isYes, membersOf } from '../delivery/outlet.js';
import { object, text } from '../control/schemas.js';
import type { State } from '../state/state.js';
import { Doors } from '../vendors/door.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { AccountDesk, Vendor } from '../vendors/vendor.js';
import { isOurs, statusOf, VENDOR } from './booking.js';
import { Kuaidi100Callbacks } from './callbacks.js';
import { doorsOf } from './doors.js';

/** An aggregator: couriers and tracks of all carriers, told to the addresses given with them. */
export function kuaidi100(world: Surroundings): Vendor {
  const { state, clock, deliveries, faults, ledger } = world;
  const callbacks = new Kuaidi100Callbacks(state, clock, deliveries);
  return {
    id: VENDOR,
    label: 'Kuaidi100',
    accounts: accountsOf(state),
    register: (app) => {
      new Doors(VENDOR, faults, ledger).open(app, doorsOf(world, callbacks));
    },
    urlOf: ({ url }) => url ?? null,
    took: (_push, answer) => isYes(membersOf(answer)['result']),
    scanned: ({ parcel, history }) => {
      const followers = state.trackSubscriptions.get(parcel.number);
      if (!followers) return;
      const left = followers.filter((one) => !callbacks.track(one, parcel, history));
      state.trackSubscriptions.set(parcel.number, left);
    },
    forget: (number) => void state.trackSubscriptions.delete(number),
    couriers: {
      statusOf: ({ state: at }) => statusOf[at],
      moved: (one, change) => {
        if (isOurs(one)) callbacks.booking(one, change);
      },
    },
  };
}

const accountsOf = (state: State): AccountDesk => ({
  what: '{key, secret, customer?, salt?, expired?}',
  body: object(
    { key: text(80), secret: text(), customer: text(80), salt: text(100), expired: { type: 'boolean' } },
    ...['key', 'secret'],
  ),
  put: (body) => {
    const { key, secret, customer, salt, expired = false } = body as AccountBody;
    state.kuaidi100.set(key, { key, secret, customer: customer ?? null, salt: salt ?? null, expired });
    return { key, customer: customer ?? null };
  },
});

interface AccountBody {
  key: string;
  secret: string;
  customer?: string;
  salt?: string;
  expired?: boolean;
}
