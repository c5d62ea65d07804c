import type { State } from '../state/state.js';
import type { Call, Door, Incoming } from '../vendors/door.js';
import { refused, throttled } from './answers.js';
import type { Admitted, Gate } from './gate.js';
import type { Oauth } from './oauth.js';
import type { Operation } from './operations.js';

const BASE = '/kuaishou';

/** The doors of the platform: two for tokens, and one for all the calls whose path is their name. */
export function doorsOf(
  gate: Gate,
  oauth: Oauth,
  operations: ReadonlyMap<string, Operation>,
  state: State,
): Door[] {
  return [
    {
      path: `${BASE}/oauth2/access_token`,
      methods: ['GET'],
      throttled: () => throttled('oauth2'),
      admit: ({ query }) => ({ method: 'token', about: {}, run: () => oauth.token(new Map(query)) }),
    },
    {
      path: `${BASE}/oauth2/refresh_token`,
      throttled: () => throttled('oauth2'),
      admit: ({ form }) => ({ method: 'refresh', about: {}, run: () => oauth.refresh(form), writes: true }),
    },
    {
      path: `${BASE}/open/*`,
      methods: ['GET', 'POST'],
      throttled: (incoming) => throttled(methodOf(incoming)),
      admit: (incoming) => admitCall(incoming, gate, operations, state),
    },
  ];
}

const methodOf = ({ path }: Incoming): string => path.slice(BASE.length + 1).replaceAll('/', '.');

function admitCall(
  incoming: Incoming,
  gate: Gate,
  operations: ReadonlyMap<string, Operation>,
  state: State,
): Call {
  const method = methodOf(incoming);
  const operation = operations.get(method);
  if (!operation) throw refused(21, 'api不存在');
  const { query, form } = incoming;
  if (operation.writes === true && !form.has('param')) throw refused(21, 'param须放在body里');
  const call = gate.admit(method, new Map([...query, ...form]));
  return {
    method,
    about: { shopId: call.shop.shopId, ...subjectOf(call, state) },
    writes: operation.writes === true,
    run: () => operation.run(call),
  };
}

/** A case misbehaves by its own name and by that of its order. */
function subjectOf({ params }: Admitted, state: State): { orderId?: string; afterSaleId?: string } {
  const afterSaleId = params.text('refundId');
  const orderId =
    state.afterSales.get(afterSaleId)?.orderId ?? (params.text('oid') || params.text('orderId'));
  return { ...(orderId !== '' && { orderId }), ...(afterSaleId !== '' && { afterSaleId }) };
}
