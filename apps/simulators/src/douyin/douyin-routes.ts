import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'lossless-json';
import type { ApiFault, Faults } from '../delivery/faults.js';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { cut, suffer } from '../misbehave.js';
import { Received } from '../raw-bodies.js';
import type { State } from '../state/state.js';
import { ApiError, success, type Answer } from './answers.js';
import type { Gate } from './gate.js';
import { subjectOf, type Operation } from './operations.js';
import { Params } from './params.js';

type Entry = Record<string, unknown>;

/** The Open API: every call passes the gate, then its fault, then does its work; all of it is in the ledger. */
export class DouyinRoutes {
  constructor(
    private readonly gate: Gate,
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly state: State,
    private readonly faults: Faults,
    private readonly ledger: Ledger,
  ) {}

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
    const entry: Entry = { provider: 'douyin', path, ...fingerprint(received.text) };
    const answer = await this.answer(path, fieldsOf(request, received), entry, reply);
    if (!answer) return reply;
    this.record(entry, answer);
    return reply.type('application/json; charset=utf-8').send(stringify(answer));
  }

  private async answer(
    path: string,
    fields: ReadonlyMap<string, string>,
    entry: Entry,
    reply: FastifyReply,
  ): Promise<Answer | undefined> {
    try {
      const operation = this.operations.get(path);
      if (!operation) throw new ApiError(70000, 'isv.method-offline', '接口不存在或已下线');
      entry['method'] = fields.get('method');
      if (await this.endedBy(this.faults.takeDown(path, 'douyin'), entry, reply)) return undefined;
      const call = this.gate.admit(path, fields);
      const params = Params.read(call.paramJson);
      const shopId = call.shop?.shopId ?? params.text('shop_id');
      const targets = [shopId, ...this.targetsOf(params, path, entry)];
      entry['shopId'] = call.shop?.shopId;
      const fault = this.faults.takeApi(...targets);
      if (await this.endedBy(fault, entry, reply)) return undefined;
      if (fault === 'throttled') throw new ApiError(60000, 'isv.traffic-limited', '请求过于频繁');
      const result = success(await operation.run(call, params));
      if (operation.writes !== true || !this.faults.takeLost(...targets)) return result;
      entry['fault'] = 'lost-answer';
      cut(reply);
      this.silent(entry, 0);
      return undefined;
    } catch (error) {
      if (error instanceof ApiError) return error.answer();
      throw error;
    }
  }

  private async endedBy(fault: ApiFault | undefined, entry: Entry, reply: FastifyReply): Promise<boolean> {
    if (fault) entry['fault'] = fault;
    const ended = await suffer(fault, reply);
    if (ended !== undefined) this.silent(entry, ended);
    return ended !== undefined;
  }

  /** A case misbehaves by its own name and by that of its order. */
  private targetsOf(params: Params, path: string, entry: Entry): (string | undefined)[] {
    const { orderId, afterSaleIds } = subjectOf(params);
    Object.assign(entry, { orderId }, afterSaleIds.length > 0 ? { afterSaleIds } : {});
    const type = params.whole('type');
    if (afterSaleIds.length > 0 && type !== undefined) entry['type'] = type;
    const orders = afterSaleIds.map((id) => this.state.afterSales.get(id)?.orderId);
    return [orderId, ...afterSaleIds, ...orders, path, 'douyin'];
  }

  private silent(entry: Entry, httpStatus: number): void {
    this.ledger.add('requests', { ...entry, httpStatus, code: '' });
  }

  private record(entry: Entry, answer: Answer): void {
    const outcome = { httpStatus: 200, code: String(answer.code), subCode: answer.sub_code };
    this.ledger.add('requests', { ...entry, ...outcome });
  }
}

/** Public parameters in the query and `param_json` as the body, or everything as fields: both are in use. */
function fieldsOf(request: FastifyRequest, received: Received): ReadonlyMap<string, string> {
  const at = request.url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1));
  const fields = new Map([...query, ...(received.form ?? [])]);
  if (!received.form && received.text !== '') fields.set('param_json', received.text);
  return fields;
}
