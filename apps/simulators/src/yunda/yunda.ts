import { text } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { refusal } from './answers.js';
import { admit, type Admitted } from './gate.js';
import { YundaTracks } from './tracks.js';

const YUNDA = 'yunda';

const form: AccountForm = {
  id: 'appKey',
  fields: {
    appKey: text(64),
    appSecret: text(128),
    subscribeFirst: { type: 'string', enum: ['yes', 'no'] },
  },
  required: ['appKey', 'appSecret'],
  secrets: ['appSecret'],
};
const sample: Account = { appKey: 'sample_yunda_app', appSecret: 'sample-yunda-secret' };

/** Yunda's own platform, as far as it is documented: its parcels are told when asked about, and nothing is pushed. */
export function yunda(world: Surroundings): Vendor {
  const { state } = world;
  const accounts = new Accounts(state, YUNDA, form, sample);
  const following = new Following(state, YUNDA, { carrier: 'YD', phone: 'never' });
  const doors = doorsOf(accounts, new YundaTracks(world, following));
  return direct(world, {
    id: YUNDA,
    label: 'Yunda',
    accounts,
    doors,
    memory: [following],
  });
}

type Run = (admitted: Admitted) => Answer;

function doorsOf(accounts: Accounts, tracks: YundaTracks): Door[] {
  const door = (method: string, run: Run, writes = false): Door => ({
    path: `/${YUNDA}/${method}`,
    throttled: () => refusal('请求过于频繁，请稍后再试'),
    admit: (incoming): Call => {
      const admitted = admit(accounts, incoming);
      return { method, about: aboutOf(admitted.fields), writes, run: () => run(admitted) };
    },
  });
  return [
    door('openapi/outer/logictis/query', (one) => tracks.query(one)),
    door('openapi-api/outer/logictis/query', (one) => tracks.query(one)),
    door('openapi/outer/logictis/subscribe', (one) => tracks.subscribe(one), true),
  ];
}

function aboutOf(fields: Fields): Call['about'] {
  const [order] = fields.list('orders');
  return {
    number: fields.text('mailno') || order?.text('mailno') || undefined,
    orderid: order?.text('orderid') || undefined,
  };
}
