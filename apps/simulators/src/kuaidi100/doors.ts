import type { State } from '../state/state.js';
import type { Call, Door, Incoming } from '../vendors/door.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { badParameter, throttled } from './answers.js';
import { isOurs } from './booking.js';
import type { Kuaidi100Callbacks } from './callbacks.js';
import { Kuaidi100Gate, type Admitted } from './gate.js';
import { intercept } from './intercept-api.js';
import { OrderApi } from './order-api.js';
import type { Param } from './param.js';
import { batchPrice, price, reachable } from './price-api.js';
import { recognise } from './recognise-api.js';
import { TrackApi } from './track-api.js';

interface Method {
  run: (admitted: Admitted) => object;
  /** A call whose effect outlives its answer. */
  writes?: true;
}
type Form = Incoming['form'];

/** The aggregator's addresses, under the base of the simulators. */
export function doorsOf(world: Surroundings, callbacks: Kuaidi100Callbacks): Door[] {
  const { state, clock } = world;
  const orders = new OrderApi(world);
  const tracks = new TrackApi(state, clock, callbacks);
  const gate = new Kuaidi100Gate(state);
  const stop = intercept(world);
  const door = (
    path: string,
    admit: (form: Form) => Admitted,
    methods: Readonly<Record<string, Method>>,
  ): Door => ({
    path: `/kuaidi100/${path}`,
    throttled,
    admit: (incoming) => callOf(admit(fieldsOf(incoming)), methods, state),
  });
  return [
    door('order/borderapi.do', (form) => gate.order(form), {
      bOrder: { run: ({ account, param }) => orders.bOrder(account, param), writes: true },
      cancel: { run: ({ account, param }) => orders.cancel(account, param), writes: true },
      detail: { run: ({ account, param }) => orders.detail(account, param) },
      price: { run: ({ param }) => price(param) },
      batchPrice: { run: ({ param }) => batchPrice(param) },
    }),
    door('autonumber/auto', (form) => gate.recognition(form), {
      auto: { run: ({ param }) => recognise(param) },
    }),
    door('label/order', (form) => gate.order(form), {
      interceptOrder: { run: ({ param }) => stop(param), writes: true },
    }),
    door('reachable.do', (form) => gate.order(form), { reachable: { run: ({ param }) => reachable(param) } }),
    door('poll/query.do', (form) => gate.query(form), { query: { run: ({ param }) => tracks.query(param) } }),
    door('poll', (form) => gate.subscription(form), {
      poll: { run: ({ account, param }) => tracks.subscribe(account, param), writes: true },
    }),
  ];
}

function callOf(admitted: Admitted, methods: Readonly<Record<string, Method>>, state: State): Call {
  const { method: name, param } = admitted;
  const method = methods[name];
  if (!method) throw badParameter('参数错误：不支持的method');
  const isUnproven = param.text('sendManMobile') !== '' && param.given('salt') === undefined;
  return {
    method: name,
    about: aboutOf(param, state),
    warning: isUnproven ? 'no salt: callbacks cannot be verified' : undefined,
    writes: method.writes === true,
    run: () => ({ code: '200', body: method.run(admitted) }),
  };
}

/** A booking misbehaves by its task, its reference or the phone of its sender. */
function aboutOf(param: Param, state: State): Call['about'] {
  const taskId = param.text('taskId');
  const found = state.bookings.get(taskId);
  const known = isOurs(found) ? found : undefined;
  return {
    taskId: taskId || undefined,
    reference: (known?.reference ?? param.text('thirdOrderId')) || undefined,
    phone: (known?.sender.phone ?? param.text('sendManMobile')) || undefined,
    number: param.text('num') || param.text('number') || param.text('kuaidinum') || undefined,
  };
}

/** Some of the vendor's own examples put the method into the address. */
const fieldsOf = ({ query, form }: Incoming): Form => new Map([...query, ...form]);
