import type { PlatformSurroundings } from '../platforms/surroundings.js';
import { CaseApi } from './case-api.js';
import { companies } from './companies.js';
import type { Fields } from './fields.js';
import type { Call } from './gate.js';
import { OrderApi } from './order-api.js';
import type { Permits } from './permits.js';
import type { Tokens } from './tokens.js';

export interface Operation {
  /** What the answer is wrapped in. */
  key: string;
  run: (call: Call, fields: Fields) => object;
  /** A call whose effect outlives its answer. */
  writes?: true;
}
type Row = readonly [type: string, key: string, run: Operation['run']];

/** Every call the gateway knows, by its `type`. */
export function operationsOf(
  { state, orders, cases, merchant, faults, clock }: PlatformSurroundings,
  tokens: Tokens,
  permits: Permits,
): ReadonlyMap<string, Operation> {
  const now = (): number => clock.now();
  const api = new OrderApi(state, orders, faults, now);
  const after = new CaseApi(state, cases, merchant, faults, now);
  const reads = [...tokenRows(tokens), ...orderRows(api), ...caseRows(after)].map(
    ([type, key, run]) => [type, { key, run }] as const,
  );
  const permit: Operation = { key: 'pmc_user_permit_response', run: (call) => permits.give(call) };
  const writes = writeRows(api, after).map(([type, key, run]) => [type, { key, run, writes: true }] as const);
  return new Map<string, Operation>([...reads, ...writes, ['pdd.pmc.user.permit', permit]]);
}

const tokenRows = (tokens: Tokens): Row[] => [
  [
    'pdd.pop.auth.token.create',
    'pop_auth_token_create_response',
    ({ clientId }, fields) => tokens.create(clientId, fields),
  ],
  [
    'pdd.pop.auth.token.refresh',
    'pop_auth_token_refresh_response',
    ({ clientId }, fields) => tokens.refresh(clientId, fields),
  ],
];

const orderRows = (api: OrderApi): Row[] => [
  ['pdd.order.information.get', 'order_info_get_response', (...asked) => api.information(...asked)],
  [
    'pdd.order.number.list.increment.get',
    'order_sn_increment_get_response',
    (...asked) => api.increment(...asked),
  ],
  ['pdd.order.list.get', 'order_list_get_response', (...asked) => api.list(...asked)],
  ['pdd.open.decrypt.batch', 'open_decrypt_batch_response', (...asked) => api.decrypt(...asked)],
  ['pdd.logistics.companies.get', 'logistics_companies_get_response', () => companyList()],
];

const caseRows = (after: CaseApi): Row[] => [
  ['pdd.refund.list.increment.get', 'refund_increment_get_response', (...asked) => after.list(...asked)],
  ['pdd.refund.address.list.get', 'refund_address_list_get_response', (call) => after.addresses(call)],
];

const writeRows = (api: OrderApi, after: CaseApi): Row[] => [
  ['pdd.logistics.online.send', 'logistics_online_send_response', (...asked) => api.ship(...asked)],
  ['pdd.refund.returngoods.agree', 'response', (...asked) => after.agreeReturn(...asked)],
  ['pdd.refund.agree', 'response', (...asked) => after.agreeRefund(...asked)],
  ['pdd.nextone.logistics.warehouse.update', 'response', (...asked) => after.received(...asked)],
];

const companyList = (): object => ({
  logistics_companies: Object.values(companies).map(({ id, code, name }) => ({
    id,
    code,
    logistics_company: name,
    available: 1,
  })),
});
