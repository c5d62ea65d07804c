import { text, url } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { gatewayRefusal } from './answers.js';
import { statusOf, STO } from './booking.js';
import { admit, atTheGate, type Admitted } from './gate.js';
import { StoOrders } from './orders.js';
import { StoPushes } from './pushes.js';
import { StoTracks } from './tracks.js';

const form: AccountForm = {
  id: 'fromAppkey',
  fields: {
    fromAppkey: text(128),
    fromCode: text(128),
    secretKey: text(128),
    orderSource: text(128),
    siteCode: text(128),
    customerName: text(128),
    sitePwd: text(128),
    monthCustomerCode: text(128),
    numbers: { type: 'string', enum: ['at once', 'later'] },
    pushUrl: url,
    pushBody: { type: 'string', enum: ['form', 'json'] },
  },
  required: ['fromAppkey', 'fromCode', 'secretKey'],
  secrets: ['secretKey', 'sitePwd'],
};
const sample: Account = {
  fromAppkey: 'sample-sto-app',
  fromCode: 'sample-sto-code',
  secretKey: 'sample-sto-secret',
  orderSource: 'SAMPLE',
  siteCode: '330100',
  customerName: '330100000001',
  sitePwd: 'sample-sto-password',
};

/** STO's link gateway: its parcels only, one door for everything, one event a push. */
export function sto(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, STO, form, sample);
  const following = new Following(state, STO, { carrier: 'STO', phone: 'never' });
  const pushes = new StoPushes(accounts, following, clock, deliveries);
  const door = doorOf(accounts, apisOf(new StoTracks(world, following), new StoOrders(world, following)));
  return direct(world, {
    id: STO,
    label: 'STO',
    accounts,
    doors: [door],
    pushes,
    memory: [following],
    couriers: {
      statusOf: (one) => statusOf(one) ?? one.state,
      moved: (one, change) => {
        pushes.moved(one, change);
      },
    },
  });
}

interface Api {
  /** `to_appkey` and `to_code`; absent where STO documents none. */
  receiver?: string;
  writes: boolean;
  run(admitted: Admitted): Answer;
}

const apisOf = (tracks: StoTracks, orders: StoOrders): ReadonlyMap<string, Api> =>
  new Map<string, Api>([
    [
      'STO_TRACE_QUERY_COMMON',
      { receiver: 'sto_trace_query', writes: false, run: (one) => tracks.query(one) },
    ],
    [
      'STO_TRACE_PLATFORM_SUBSCRIBE',
      { receiver: 'sto_trace_platform', writes: true, run: (one) => tracks.subscribe(one) },
    ],
    ['OMS_EXPRESS_ORDER_CREATE', { receiver: 'sto_oms', writes: true, run: (one) => orders.create(one) }],
    [
      'EDI_MODIFY_ORDER_CANCEL',
      { receiver: 'edi_modify_order', writes: true, run: (one) => orders.cancel(one) },
    ],
    ['INTERCEPT_CREATE_STANDARD', { writes: true, run: (one) => tracks.intercept(one) }],
  ]);

const doorOf = (accounts: Accounts, apis: ReadonlyMap<string, Api>): Door => ({
  path: '/sto/gateway/link.do',
  throttled: () => gatewayRefusal('访问过于频繁，请稍后再试'),
  admit: (incoming): Call => {
    const method = incoming.form.get('api_name') ?? '';
    const api = apis.get(method);
    if (!api) throw atTheGate('未订阅该接口服务');
    const admitted = admit(accounts, incoming, api.receiver);
    return { method, about: aboutOf(admitted.fields), writes: api.writes, run: () => api.run(admitted) };
  },
});

function aboutOf(fields: Fields): Call['about'] {
  const sender = fields.inner('sender');
  const [asked] = fields.texts('waybillNoList');
  const [followed] = [...fields.list('subscribeInfoList'), ...fields.list('waybillNoList')];
  const named = fields.text('waybillNo') || fields.text('billCode');
  return {
    number: (asked ?? followed?.text('waybillNo') ?? named) || undefined,
    reference: fields.text('orderNo') || fields.text('sourceOrderId') || undefined,
    phone: sender.text('mobile') || sender.text('tel') || undefined,
  };
}
