import { text, url } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { invalid, refusal } from './answers.js';
import { admit, environments, type Admitted, type Environment } from './gate.js';
import { EmsOrders } from './orders.js';
import { EmsPushes } from './pushes.js';
import { EMS, EmsTracks } from './tracks.js';

const form: AccountForm = {
  id: 'senderNo',
  fields: {
    senderNo: text(40),
    authorization: text(128),
    signKey: { type: 'string', pattern: '^[A-Za-z0-9+/]{21}[AQgw]==$' },
    environment: { type: 'string', enum: environments },
    retBody: { type: 'string', enum: ['text', 'object'] },
    pushUrl: url,
    pushTail: { type: 'string', enum: ['key', 'none'] },
  },
  required: ['senderNo', 'authorization', 'signKey'],
  secrets: ['authorization', 'signKey'],
};
const sample: Account = {
  senderNo: '1100000000000',
  authorization: 'sample-ems-authorization',
  signKey: 'c2FtcGxlLWVtcy1rZXktMQ==',
};

/** China Post's platform for its customers: one door for every call, sealed with SM4. */
export function ems(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, EMS, form, sample);
  const following = new Following(state, EMS, { carrier: 'EMS', phone: 'never' });
  const tracks = new EmsTracks(world, following);
  const pushes = new EmsPushes(accounts, following, tracks, clock, deliveries);
  const apis = apisOf(tracks, new EmsOrders(world, following));
  const doors = [doorOf(accounts, apis, 'open', 'production'), doorOf(accounts, apis, 'test', 'test')];
  return direct(world, {
    id: EMS,
    label: 'EMS',
    accounts,
    doors,
    pushes,
    memory: [following],
    couriers: {
      statusOf: (one) => one.state,
      moved: (one) => {
        pushes.moved(one);
      },
    },
  });
}

interface Api {
  run(admitted: Admitted): Answer;
  writes?: true;
}
type Apis = Readonly<Record<string, Api>>;

const apisOf = (tracks: EmsTracks, orders: EmsOrders): Apis => ({
  '020003': { run: (one) => orders.create(one), writes: true },
  '020006': { run: (one) => orders.cancel(one), writes: true },
  '030005': { run: (one) => orders.range(one) },
  '040001': { run: (one) => tracks.query(one) },
});

function doorOf(accounts: Accounts, apis: Apis, name: string, environment: Environment): Door {
  return {
    path: `/ems/amp-prod-api/f/amp/api/${name}`,
    throttled: () => refusal('A0005', '请求过于频繁，请稍后再试'),
    admit: (incoming): Call => {
      const admitted = admit(accounts, environment, incoming);
      const { account, apiCode, fields } = admitted;
      const api = apis[apiCode];
      if (!api) throw invalid('apiCode不存在');
      return {
        method: apiCode,
        about: aboutOf(fields),
        writes: api.writes === true,
        run: () => told(account, api.run(admitted)),
      };
    },
  };
}

/** What an answer holds is JSON in a text, unless the account has it plain. */
function told(account: Account, answer: Answer): Answer {
  if (account['retBody'] === 'object' || typeof answer.body === 'string') return answer;
  const { retBody, ...rest } = answer.body as { retBody: unknown };
  return { ...answer, body: { ...rest, retBody: retBody === null ? '' : JSON.stringify(retBody) } };
}

const aboutOf = (fields: Fields): Call['about'] => ({
  number: fields.text('waybillNo') || undefined,
  reference: fields.text('logisticsOrderNo') || undefined,
  phone: fields.inner('sender').text('mobile') || undefined,
});
