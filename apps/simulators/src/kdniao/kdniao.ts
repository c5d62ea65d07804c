import { object, text, url } from '../control/schemas.js';
import { isYes, membersOf } from '../delivery/outlet.js';
import type { Account } from '../state/model.js';
import type { State } from '../state/state.js';
import { Doors } from '../vendors/door.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { AccountDesk, Vendor } from '../vendors/vendor.js';
import { isOurs, KDNIAO, statesOf } from './booking.js';
import { doorsOf } from './doors.js';
import { KdniaoOrderPushes } from './order-pushes.js';
import { KdniaoPushes } from './pushes.js';
import { KdniaoSender } from './sender.js';

/** An aggregator: couriers and tracks of all carriers, told to one address per account. */
export function kdniao(world: Surroundings): Vendor {
  const { state, clock, deliveries, faults, ledger } = world;
  const sender = new KdniaoSender(clock, deliveries);
  const pushes = new KdniaoPushes(state, sender);
  const orderPushes = new KdniaoOrderPushes(state, clock, sender);
  return {
    id: KDNIAO,
    label: 'KDNiao',
    accounts: accountsOf(state),
    register: (app) => {
      new Doors(KDNIAO, faults, ledger).open(app, doorsOf(world, pushes));
    },
    urlOf: ({ sender: id }) => state.accounts.get(id)?.pushUrl ?? state.targets.kdniaoPushUrl,
    took: (_push, answer) => isYes(membersOf(answer)['Success']),
    scanned: ({ parcel, history }) => {
      for (const one of state.subscriptions.get(parcel.number) ?? []) pushes.history(one, parcel, history);
    },
    forget: (number) => void state.subscriptions.delete(number),
    couriers: {
      statusOf: (one) => statesOf(one).at(-1) ?? one.state,
      moved: (one, change) => {
        if (isOurs(one)) orderPushes.moved(one, change);
      },
    },
  };
}

const accountsOf = (state: State): AccountDesk => ({
  what: '{eBusinessId, apiKey, pushUrl?, namesCarrier?, pushEncoding?}',
  body: object(
    {
      eBusinessId: text(40),
      apiKey: text(),
      pushUrl: url,
      namesCarrier: { type: 'string', enum: ['yes', 'no'] },
      pushEncoding: { type: 'string', enum: ['once', 'twice'] },
    },
    'eBusinessId',
    'apiKey',
  ),
  put: (body) => {
    const given = body as AccountBody;
    const { apiKey, ...account }: Account = { ...given, pushUrl: given.pushUrl ?? null };
    state.accounts.set(account.eBusinessId, { ...account, apiKey });
    return account;
  },
});

type AccountBody = Omit<Account, 'pushUrl'> & { pushUrl?: string | null };
