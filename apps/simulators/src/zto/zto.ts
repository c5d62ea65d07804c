import { text, url } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { refusal } from './answers.js';
import { isOurs, statuses, ZTO } from './booking.js';
import { admit, type Admitted } from './gate.js';
import { ZtoOrders } from './orders.js';
import { ZtoPushes } from './pushes.js';
import { ZtoTracks } from './tracks.js';

const form: AccountForm = {
  id: 'appKey',
  fields: {
    appKey: text(128),
    appSecret: text(128),
    accountId: text(128),
    accountPassword: text(128),
    pushUrl: url,
    pushBody: { type: 'string', enum: ['form', 'json'] },
  },
  required: ['appKey', 'appSecret'],
  secrets: ['appSecret', 'accountPassword'],
};
const sample: Account = {
  appKey: 'sample-zto-app',
  appSecret: 'sample-zto-secret',
  accountId: 'sample-zto-account',
  accountPassword: 'sample-zto-password',
};

/** ZTO's own platform: its parcels only, one event a push. */
export function zto(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, ZTO, form, sample);
  const following = new Following(state, ZTO, { carrier: 'ZTO', phone: 'always' });
  const pushes = new ZtoPushes(accounts, following, clock, deliveries);
  const doors = doorsOf(accounts, new ZtoTracks(world, following), new ZtoOrders(world, following));
  return direct(world, {
    id: ZTO,
    label: 'ZTO',
    accounts,
    doors,
    pushes,
    memory: [following],
    couriers: {
      statusOf: ({ state: at }) => statuses[at] ?? at,
      moved: (one, change) => {
        if (isOurs(one)) pushes.moved(one, change);
      },
    },
  });
}

type Run = (admitted: Admitted) => Answer;

function doorsOf(accounts: Accounts, tracks: ZtoTracks, orders: ZtoOrders): Door[] {
  const door = (method: string, run: Run, writes = false): Door => ({
    path: `/zto/${method}`,
    throttled: () => refusal('S206', '请求过于频繁，请稍后再试'),
    admit: (incoming): Call => {
      const admitted = admit(accounts, incoming);
      return { method, about: aboutOf(admitted.fields), writes, run: () => run(admitted) };
    },
  });
  return [
    door('zto.merchant.waybill.track.query', (one) => tracks.query(one)),
    door('zto.merchant.waybill.track.subsrcibe', (one) => tracks.subscribe(one), true),
    door('zto.merchant.preorder.subsrcibe', (one) => orders.follow(one), true),
    door('zto.open.createOrder', (one) => orders.create(one), true),
    door('zto.open.cancelPreOrder', (one) => orders.cancel(one), true),
    door('zto.open.getOrderInfo', (one) => orders.info(one)),
    door('zto.open.areaUnobstructed', (one) => orders.area(one)),
    door('thirdcenter.createIntercept', (one) => tracks.intercept(one), true),
  ];
}

function aboutOf(fields: Fields): Call['about'] {
  const sender = fields.inner('senderInfo');
  return {
    number: fields.text('billCode') || undefined,
    orderCode: fields.text('orderCode') || undefined,
    reference: fields.text('partnerOrderCode') || undefined,
    phone: sender.text('senderMobile') || sender.text('senderPhone') || undefined,
  };
}
