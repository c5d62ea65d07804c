import { text, url } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { refusal } from './answers.js';
import { JT, stepsOf } from './booking.js';
import { admit, type Admitted } from './gate.js';
import { JtOrders } from './orders.js';
import { JtPushes } from './pushes.js';
import { JtTracks } from './tracks.js';

const form: AccountForm = {
  id: 'apiAccount',
  fields: {
    apiAccount: text(64),
    privateKey: text(128),
    customerCode: text(64),
    customerPassword: text(128),
    pushUrl: url,
    scanTypes: { type: 'string', enum: ['numbers', 'names'] },
  },
  required: ['apiAccount', 'privateKey'],
  secrets: ['privateKey', 'customerPassword'],
};
const sample: Account = {
  apiAccount: '100000000000000001',
  privateKey: 'sample-jt-key',
  customerCode: 'J0000000001',
  customerPassword: 'sample-jt-password',
};

/** J&T's own platform: its parcels only, no phone asked. */
export function jt(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, JT, form, sample);
  const following = new Following(state, JT, { carrier: 'JTSD', phone: 'never' });
  const pushes = new JtPushes(accounts, following, clock, deliveries);
  const doors = doorsOf(accounts, new JtTracks(world, following), new JtOrders(world, following));
  return direct(world, {
    id: JT,
    label: 'J&T',
    accounts,
    doors,
    pushes,
    memory: [following],
    couriers: {
      statusOf: (one) => stepsOf(one).at(-1) ?? one.state,
      moved: (one, change) => {
        pushes.moved(one, change);
      },
    },
  });
}

type Run = (admitted: Admitted) => Answer;

function doorsOf(accounts: Accounts, tracks: JtTracks, orders: JtOrders): Door[] {
  const door = (method: string, run: Run, writes = false): Door => ({
    path: `/jt/${method}`,
    throttled: () => refusal('0', '请求过于频繁，请稍后再试'),
    admit: (incoming): Call => {
      const admitted = admit(accounts, incoming);
      return { method, about: aboutOf(admitted.fields), writes, run: () => run(admitted) };
    },
  });
  return [
    door('logistics/trace', (one) => tracks.query(one)),
    door('logistics/trace/subscribe', (one) => tracks.subscribe(one), true),
    door('waybill/intercept', (one) => tracks.intercept(one), true),
    door('order/addOrder', (one) => orders.add(one), true),
    door('order/cancelOrder', (one) => orders.cancel(one), true),
  ];
}

function aboutOf(fields: Fields): Call['about'] {
  const sender = fields.inner('sender');
  const number =
    fields.texts('billCodes')[0] ?? fields.list('list')[0]?.text('waybillCode') ?? fields.text('mailNo');
  return {
    number: number.split(',')[0] || undefined,
    reference: fields.text('txlogisticId') || undefined,
    phone: sender.text('mobile') || sender.text('phone') || undefined,
  };
}
