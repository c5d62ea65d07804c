import { text, url } from '../control/schemas.js';
import { Accounts, type Account, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { refusal } from './answers.js';
import { isOurs, stepOf, YTO } from './booking.js';
import { admit, type Admitted } from './gate.js';
import { YtoOrders } from './orders.js';
import { YtoPushes } from './pushes.js';
import { YtoTracks } from './tracks.js';

const methods = [
  'track_query_adapter',
  'subscribe_adapter',
  'privacy_create_adapter',
  'korder_cancel_adapter',
  'wanted',
  'wanted_report_adapter',
] as const;
type Method = (typeof methods)[number];
const VERSION = 'v1';

const form: AccountForm = {
  id: 'openId',
  fields: {
    openId: text(64),
    customerCode: text(64),
    secret: text(128),
    client: text(64),
    method: { type: 'string', enum: methods },
    pushUrl: url,
  },
  required: ['openId', 'customerCode', 'secret'],
  secrets: ['secret'],
};
const sample: Account = { openId: 'sampleYTO', customerCode: 'K00000001', secret: 'sample-yto-secret' };

/** YTO's own platform: its parcels only, credentials for each interface, one event a push. */
export function yto(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, YTO, form, sample);
  const following = new Following(state, YTO, { carrier: 'YTO', phone: 'never' });
  const pushes = new YtoPushes(accounts, following, clock, deliveries);
  const doors = doorsOf(accounts, new YtoTracks(world, following), new YtoOrders(world, following));
  return direct(world, {
    id: YTO,
    label: 'YTO',
    accounts,
    doors,
    pushes,
    memory: [following],
    couriers: {
      statusOf: (one) => stepOf(one) ?? one.state,
      moved: (one, change) => {
        if (isOurs(one)) pushes.moved(one, change);
      },
    },
  });
}

type Run = (admitted: Admitted) => Answer;

function doorsOf(accounts: Accounts, tracks: YtoTracks, orders: YtoOrders): Door[] {
  const door = (method: Method, run: Run, writes = true): Door => ({
    path: `/yto/${method}/${VERSION}/:openId/:customerCode`,
    throttled: () => refusal('请求过于频繁，请稍后再试'),
    admit: (incoming): Call => {
      const admitted = admit(accounts, { method, version: VERSION }, incoming);
      return { method, about: aboutOf(admitted), writes, run: () => run(admitted) };
    },
  });
  return [
    door('track_query_adapter', (one) => tracks.query(one), false),
    door('subscribe_adapter', (one) => tracks.subscribe(one)),
    door('privacy_create_adapter', (one) => orders.create(one)),
    door('korder_cancel_adapter', (one) => orders.cancel(one)),
    door('wanted', (one) => tracks.want(one)),
    door('wanted_report_adapter', (one) => tracks.want(one)),
  ];
}

function aboutOf({ openId, fields }: Admitted): Call['about'] {
  const followed = Fields.parse(fields.text('logistics_interface'))?.text('waybillNo');
  const number = followed ?? (fields.text('NUMBER') || fields.text('Number') || fields.text('waybillNo'));
  return {
    openId,
    number: number || undefined,
    reference: fields.text('logisticsNo') || undefined,
    phone: fields.text('senderMobile') || undefined,
  };
}
