import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'lossless-json';
import type { Faults } from '../delivery/faults.js';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { suffer } from '../misbehave.js';
import { Received } from '../raw-bodies.js';
import { ApiError, missing, success, type Answer } from './answers.js';
import type { Call, Gate } from './gate.js';
import type { OrderApi } from './order-api.js';
import { Params } from './params.js';
import type { Tokens } from './tokens.js';

type Operation = (call: Call, params: Params) => unknown;

/** The Open API: every call passes the gate, then its fault, then does its work; all of it is in the ledger. */
export class DouyinRoutes {
  private readonly operations: ReadonlyMap<string, Operation>;

  constructor(
    private readonly gate: Gate,
    tokens: Tokens,
    orders: OrderApi,
    private readonly faults: Faults,
    private readonly ledger: Ledger,
  ) {
    this.operations = new Map<string, Operation>([
      ['/token/create', (call, params) => tokens.create(call.appKey, params)],
      ['/token/refresh', (call, params) => tokens.refresh(call.appKey, params)],
      ['/order/searchList', (call, params) => orders.searchList(shopOf(call), params)],
      ['/order/orderDetail', (call, params) => orders.orderDetail(shopOf(call), params)],
      ['/order/batchDecrypt', (call, params) => orders.batchDecrypt(shopOf(call), params)],
      ['/order/logisticsCompanyList', () => orders.companies()],
    ]);
  }

  register(app: FastifyInstance): void {
    app.route({
      method: ['GET', 'POST'],
      url: '/douyin/*',
      handler: (request, reply) => this.handle(request, reply),
    });
  }

  private async handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const path = `/${(request.params as Record<string, string>)['*'] ?? ''}`;
    const received = Received.of(request.body);
    const entry: Record<string, unknown> = { provider: 'douyin', path, ...fingerprint(received.text) };
    const answer = await this.answer(path, fieldsOf(request, received), entry, reply);
    if (!answer) return reply;
    this.record(entry, answer);
    return reply.type('application/json; charset=utf-8').send(stringify(answer));
  }

  private async answer(
    path: string,
    fields: ReadonlyMap<string, string>,
    entry: Record<string, unknown>,
    reply: FastifyReply,
  ): Promise<Answer | undefined> {
    try {
      const operation = this.operations.get(path);
      if (!operation) throw new ApiError(70000, 'isv.method-offline', '接口不存在或已下线');
      entry['method'] = fields.get('method');
      const call = this.gate.admit(path, fields);
      const params = Params.read(call.paramJson);
      const orderId = params.text('shop_order_id');
      Object.assign(entry, { shopId: call.shop?.shopId, orderId });
      const fault = this.faults.takeApi(orderId, path, 'douyin');
      if (fault) entry['fault'] = fault;
      if (await suffer(fault, reply)) {
        this.ledger.add('requests', { ...entry, httpStatus: fault === '500' ? 500 : 0, code: '' });
        return undefined;
      }
      if (fault === 'throttled') throw new ApiError(60000, 'isv.traffic-limited', '请求过于频繁');
      return success(await operation(call, params));
    } catch (error) {
      if (error instanceof ApiError) return error.answer();
      throw error;
    }
  }

  private record(entry: Record<string, unknown>, answer: Answer): void {
    const outcome = { httpStatus: 200, code: String(answer.code), subCode: answer.sub_code };
    this.ledger.add('requests', { ...entry, ...outcome });
  }
}

function shopOf(call: Call): NonNullable<Call['shop']> {
  if (!call.shop) throw missing('access-token');
  return call.shop;
}

/** Public parameters in the query and `param_json` as the body, or everything as fields: both are in use. */
function fieldsOf(request: FastifyRequest, received: Received): ReadonlyMap<string, string> {
  const at = request.url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1));
  const fields = new Map([...query, ...(received.form ?? [])]);
  if (!received.form && received.text !== '') fields.set('param_json', received.text);
  return fields;
}
