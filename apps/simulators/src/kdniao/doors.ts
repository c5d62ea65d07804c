import { toShanghai } from '@cartrail/kernel';
import { Refused, type Answer, type Call, type Door, type Incoming } from '../vendors/door.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { admit, NotDone, type Admitted } from './gate.js';
import { KdniaoOrders } from './orders.js';
import { freight, serviceability } from './price-api.js';
import type { KdniaoPushes } from './pushes.js';
import { KdniaoTracks } from './tracks.js';

interface Service {
  run: (admitted: Admitted) => object;
  /** Its effect outlives its answer. */
  writes?: true;
}
type Services = Readonly<Record<string, Service>>;

/** The aggregator's addresses, each with its RequestTypes. */
function pathsOf(world: Surroundings, pushes: KdniaoPushes): Readonly<Record<string, Services>> {
  const tracks = new KdniaoTracks(world.state, world.clock, pushes);
  const orders = new KdniaoOrders(world);
  const query: Service = { run: (one) => tracks.query(one) };
  const subscribe: Service = { run: (one) => tracks.subscribe(one), writes: true };
  return {
    '/kdniao/api/dist': { '1008': subscribe, '8008': subscribe, '8001': query },
    '/kdniao/Ebusiness/EbusinessOrderHandle.aspx': {
      '1002': query,
      '8001': query,
      '2002': { run: (one) => tracks.recognise(one) },
    },
    '/kdniao/api/OOrderService': {
      '1801': { run: (one) => orders.order(one), writes: true },
      '1802': { run: (one) => orders.cancel(one), writes: true },
      '1814': { run: serviceability },
      '1815': { run: freight },
    },
  };
}

export function doorsOf(world: Surroundings, pushes: KdniaoPushes): Door[] {
  const { state, clock } = world;
  const refusal = ({ form }: Incoming, { resultCode, message, more }: NotDone): Answer => ({
    code: resultCode,
    body: {
      EBusinessID: form.get('EBusinessID') ?? '',
      UpdateTime: toShanghai(clock.now()),
      Success: false,
      ...(resultCode === '' ? {} : { ResultCode: resultCode }),
      Reason: message,
      ...more,
    },
  });
  /** A refusal names who asked, and when. */
  const telling = <T>(incoming: Incoming, what: () => T): T => {
    try {
      return what();
    } catch (error) {
      throw error instanceof NotDone ? new Refused(refusal(incoming, error)) : error;
    }
  };
  return Object.entries(pathsOf(world, pushes)).map(([path, services]) => ({
    path,
    throttled: (incoming) => refusal(incoming, new NotDone('405', '超过每秒查询次数')),
    admit: (incoming): Call => {
      const admitted = telling(incoming, () => admit(state, incoming.form, Object.keys(services)));
      const { run, writes = false } = services[admitted.requestType] as Service;
      return {
        method: admitted.requestType,
        about: aboutOf(admitted),
        writes,
        run: () => ({ code: '100', body: telling(incoming, () => run(admitted)) }),
      };
    },
  }));
}

const ofOrders: ReadonlySet<string> = new Set(['1801', '1802']);

/** A courier misbehaves by the caller's own code for the order, or by the phone of the sender. */
function aboutOf({ fields, requestType }: Admitted): Call['about'] {
  const sender = fields.inner('Sender');
  return {
    number: fields.text('LogisticCode') || undefined,
    reference: (ofOrders.has(requestType) && fields.text('OrderCode')) || undefined,
    phone: sender.text('Mobile') || sender.text('Tel') || undefined,
  };
}
