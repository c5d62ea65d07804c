import type { Surroundings } from '../vendors/surroundings.js';
import type { Kuaidi100Callbacks } from './callbacks.js';
import type { Door } from './kuaidi100-routes.js';
import { OrderApi } from './order-api.js';
import { batchPrice, price, reachable } from './price-api.js';
import { TrackApi } from './track-api.js';

/** The aggregator's addresses, under the base of the simulators. */
export function doorsOf(world: Surroundings, callbacks: Kuaidi100Callbacks): Door[] {
  const orders = new OrderApi(world);
  const tracks = new TrackApi(world.state, world.clock, callbacks);
  return [
    {
      path: '/kuaidi100/order/borderapi.do',
      admit: (gate, form) => gate.order(form),
      methods: {
        bOrder: { run: ({ account, param }) => orders.bOrder(account, param), writes: true },
        cancel: { run: ({ account, param }) => orders.cancel(account, param), writes: true },
        detail: { run: ({ account, param }) => orders.detail(account, param) },
        price: { run: ({ param }) => price(param) },
        batchPrice: { run: ({ param }) => batchPrice(param) },
      },
    },
    {
      path: '/kuaidi100/reachable.do',
      admit: (gate, form) => gate.order(form),
      methods: { reachable: { run: ({ param }) => reachable(param) } },
    },
    {
      path: '/kuaidi100/poll/query.do',
      admit: (gate, form) => gate.query(form),
      methods: { query: { run: ({ param }) => tracks.query(param) } },
    },
    {
      path: '/kuaidi100/poll',
      admit: (gate, form) => gate.subscription(form),
      methods: {
        poll: { run: ({ account, param }) => tracks.subscribe(account, param), writes: true },
      },
    },
  ];
}
