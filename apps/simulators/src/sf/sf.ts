import { text, url } from '../control/schemas.js';
import { Accounts, type AccountForm } from '../vendors/accounts.js';
import { direct } from '../vendors/direct.js';
import type { Answer, Call, Door } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import type { Vendor } from '../vendors/vendor.js';
import { gatewayAnswer, gatewayRefusal, serviceRefusal } from './answers.js';
import { querySfWaybill } from './bills.js';
import { SfGate, type Admitted } from './gate.js';
import { SfOrders } from './orders.js';
import { deliverTm, filterOrder } from './prices.js';
import { SfPushes, stepOf } from './pushes.js';
import { SfRoutes } from './routes.js';
import { wantedIntercept } from './wishes.js';

const form: AccountForm = {
  id: 'partnerId',
  fields: {
    partnerId: text(64),
    checkWord: text(128),
    monthlyCard: text(20),
    pushUrl: url,
    routeFormat: { type: 'string', enum: ['json', 'xml'] },
    feeBody: { type: 'string', enum: ['form', 'json'] },
  },
  required: ['partnerId', 'checkWord'],
  secrets: ['checkWord'],
};
const sample = {
  partnerId: 'SAMPLESF',
  checkWord: 'sample-sf-check-word',
  monthlyCard: '7551234567',
};

/** SF's own platform: its parcels only; routes one by one, unsigned. */
export function sf(world: Surroundings): Vendor {
  const { state, clock, deliveries } = world;
  const accounts = new Accounts(state, 'sf', form, sample);
  const following = new Following(state, 'sf', { carrier: 'SF', phone: 'strangers' });
  const pushes = new SfPushes(accounts, following, clock, deliveries);
  const services = {
    ...servicesOf(new SfOrders(world, following), new SfRoutes(world, following, pushes)),
    EXP_RECE_QUERY_SFWAYBILL: { run: querySfWaybill(following) },
    EXP_RECE_WANTED_INTERCEPT: { run: wantedIntercept(world), writes: true },
  } as const;
  const gate = new SfGate(accounts, clock);
  return direct(world, {
    id: 'sf',
    label: 'SF',
    accounts,
    doors: [doorOf(gate, services)],
    pushes,
    memory: [following],
    couriers: {
      statusOf: stepOf,
      moved: (one) => {
        if (one.state === 'settled') pushes.fees(one);
        else pushes.order(one);
      },
    },
  });
}

interface Service {
  run(admitted: Admitted, fields: Fields): Answer;
  writes?: true;
}
type Services = Readonly<Record<string, Service>>;

const servicesOf = (orders: SfOrders, routes: SfRoutes): Services => ({
  EXP_RECE_CREATE_ORDER: { run: (who, fields) => orders.create(who, fields), writes: true },
  EXP_RECE_SEARCH_ORDER_RESP: { run: (who, fields) => orders.search(who, fields) },
  EXP_RECE_UPDATE_ORDER: { run: (who, fields) => orders.update(who, fields), writes: true },
  EXP_RECE_SEARCH_ROUTES: { run: (who, fields) => routes.search(who, fields) },
  EXP_RECE_REGISTER_ROUTE: { run: (who, fields) => routes.register(who, fields), writes: true },
  EXP_RECE_QUERY_DELIVERTM: { run: (_who, fields) => deliverTm(fields) },
  EXP_RECE_FILTER_ORDER_BSP: { run: (_who, fields) => filterOrder(fields.list('')) },
});

function doorOf(gate: SfGate, services: Services): Door {
  return {
    path: '/sf/std/service',
    throttled: () => gatewayAnswer('A1005'),
    admit: (incoming): Call => {
      const admitted = gate.admit(incoming);
      const service = services[admitted.serviceCode];
      if (!service) throw gatewayRefusal('A1004');
      const fields = fieldsOf(admitted.msgData);
      return {
        method: admitted.serviceCode,
        about: aboutOf(fields),
        writes: service.writes === true,
        run: () => service.run(admitted, fields),
      };
    },
  };
}

/** The one service that takes a list finds it under no name. */
function fieldsOf(msgData: string): Fields {
  const fields = Fields.parse(msgData) ?? Fields.parse(`{"":${msgData}}`);
  if (!fields) throw serviceRefusal('S0001', 'msgData不是合法的JSON');
  return fields;
}

function aboutOf(fields: Fields): Call['about'] {
  const [sender] = fields.list('contactInfoList').filter((one) => one.text('contactType') === '1');
  const number =
    fields.texts('trackingNumber')[0] ?? (fields.text('attributeNo') || fields.text('waybillNo'));
  const byOrder = fields.text('trackingType') === '1' ? fields.text('trackingNum') : '';
  return {
    reference: fields.text('orderId') || byOrder || undefined,
    phone: sender?.text('mobile') || undefined,
    number: number || undefined,
  };
}
