import { text, url } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { refusal } from './answers.js';
import { admit, type Admitted } from './gate.js';
import { DepponOrders } from './orders.js';
import { DEPPON, DepponPushes, statusOf } from './pushes.js';
import { DepponTracks } from './tracks.js';

const form: AccountForm = {
  id: 'companyCode',
  fields: {
    companyCode: text(128),
    appkey: text(128),
    customerCode: text(40),
    sign: text(16),
    pushUrl: url,
    pushes: { type: 'string', enum: ['new', 'whole'] },
    logisticID: { type: 'string', enum: ['digits', 'any'] },
  },
  required: ['companyCode', 'appkey', 'customerCode'],
  secrets: ['appkey'],
};
const sample: Account = {
  companyCode: 'SAMPLEDEPPON',
  appkey: 'sample-deppon-key',
  customerCode: '400000',
  sign: 'SMPL',
};

/** Deppon's own platform: its parcels only, no phone asked. */
export function deppon(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, DEPPON, form, sample);
  const following = new Following(state, DEPPON, { carrier: 'DBL', phone: 'never' });
  const pushes = new DepponPushes(accounts, following, clock, deliveries);
  const doors = doorsOf(accounts, new DepponTracks(world, following), new DepponOrders(world, following));
  return direct(world, {
    id: DEPPON,
    label: 'Deppon',
    accounts,
    doors,
    pushes,
    memory: [following],
    couriers: {
      statusOf,
      moved: (one) => {
        pushes.moved(one);
      },
    },
  });
}

type Run = (admitted: Admitted) => Answer;

function doorsOf(accounts: Accounts, tracks: DepponTracks, orders: DepponOrders): Door[] {
  const door = (folder: string, method: string, run: Run, writes = false): Door => ({
    path: `/deppon/${folder}/${method}.action`,
    throttled: () => refusal('2009', '请求过于频繁，请稍后再试'),
    admit: (incoming): Call => {
      const admitted = admit(accounts, incoming);
      return { method, about: aboutOf(admitted.fields), writes, run: () => run(admitted) };
    },
  });
  const [order, query, extension] = [
    'dop-interface-async/standard-order',
    'dop-interface-sync/standard-query',
    'dop-interface-sync/dop-nonstandard-extension',
  ] as const;
  return [
    door(order, 'createOrderNotify', (one) => orders.create(one), true),
    door(order, 'cancelOrder', (one) => orders.cancel(one), true),
    door(query, 'newTraceQuery', (one) => tracks.query(one)),
    door(query, 'queryOrder', (one) => orders.query(one)),
    door(extension, 'standTraceSubscribe', (one) => tracks.subscribe(one), true),
  ];
}

const aboutOf = (fields: Fields): Call['about'] => ({
  number: fields.text('mailNo') || fields.text('tracking_number') || undefined,
  reference: fields.text('logisticID') || undefined,
  phone: fields.inner('sender').text('mobile') || undefined,
});
