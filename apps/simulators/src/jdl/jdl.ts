import { text, url } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { enveloped, gatewayAnswer } from './answers.js';
import { isOurs, JDL, stepOf } from './booking.js';
import { admit, type Admitted } from './gate.js';
import { JdlHistory } from './history.js';
import { JdlOrders } from './orders.js';
import { JdlPushes } from './pushes.js';
import { JdlTracks } from './tracks.js';

const form: AccountForm = {
  id: 'appKey',
  fields: {
    appKey: text(128),
    appSecret: text(128),
    accessToken: text(256),
    customerCode: text(32),
    pushUrl: url,
    answers: { type: 'string', enum: ['bare', 'wrapped'] },
  },
  required: ['appKey', 'appSecret', 'accessToken', 'customerCode'],
  secrets: ['appSecret', 'accessToken'],
};
const sample: Account = {
  appKey: 'sample-jdl-app',
  appSecret: 'sample-jdl-secret',
  accessToken: 'sample-jdl-token',
  customerCode: '010K000000',
};

/** JD Logistics' gateway: its parcels only, orders and parcels told through one door. */
export function jdl(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, JDL, form, sample);
  const following = new Following(state, JDL, { carrier: 'JD', phone: 'always' });
  const history = new JdlHistory(state, following);
  const pushes = new JdlPushes(accounts, following, history, clock, deliveries);
  const orders = new JdlOrders(world, following, history, pushes);
  const doors = doorsOf(accounts, new JdlTracks(world, following, history), orders);
  return direct(world, {
    id: JDL,
    label: 'JD Logistics',
    accounts,
    doors,
    pushes,
    memory: [following, history],
    couriers: {
      statusOf: (one) => stepOf(one) ?? String(one.callbacks.at(-1)?.status ?? one.state),
      moved: (one) => {
        if (isOurs(one)) pushes.moved(one);
      },
    },
  });
}

type Run = (admitted: Admitted) => Answer;

function doorsOf(accounts: Accounts, tracks: JdlTracks, orders: JdlOrders): Door[] {
  const door = (method: string, run: Run, writes = false): Door => {
    const path = `/ecap/v1/orders/${method}`;
    return {
      path: `/jdl${path}`,
      throttled: () => gatewayAnswer('2', '调用次数超过限制', 'App Call Limited'),
      admit: (incoming): Call => {
        const admitted = admit(accounts, path, incoming);
        const { account, fields } = admitted;
        return {
          method,
          about: aboutOf(fields),
          writes,
          run: () => enveloped(account, () => run(admitted)),
        };
      },
    };
  };
  return [
    door('precheck', (one) => orders.precheck(one)),
    door('create', (one) => orders.create(one), true),
    door('cancel', (one) => orders.cancel(one), true),
    door('trace/query', (one) => tracks.query(one)),
    door('trace/subscribe', (one) => tracks.subscribe(one), true),
  ];
}

const aboutOf = (fields: Fields): Call['about'] => ({
  number: fields.text('waybillCode') || undefined,
  orderCode: fields.text('orderCode') || undefined,
  reference: fields.text('orderId') || undefined,
  phone: fields.inner('senderContact').text('mobile') || undefined,
});
