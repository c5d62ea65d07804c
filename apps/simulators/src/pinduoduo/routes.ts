import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'lossless-json';
import type { ApiFault, Faults } from '../delivery/faults.js';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { cut, suffer } from '../misbehave.js';
import { Received } from '../raw-bodies.js';
import { ApiError, success, type Answer } from './answers.js';
import { Fields, readFields } from './fields.js';
import type { Gate } from './gate.js';
import type { Limits } from './limits.js';
import type { Operation } from './operations.js';

type Entry = Record<string, unknown>;
type Targets = readonly (string | undefined)[];

/** The gateway: every call passes the gate, then its fault, then does its work; all of it is in the ledger. */
export class Routes {
  constructor(
    private readonly gate: Gate,
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly limits: Limits,
    private readonly faults: Faults,
    private readonly ledger: Ledger,
  ) {}

  register(app: FastifyInstance): void {
    app.post('/pinduoduo/api/router', (request, reply) => this.handle(request, reply));
  }

  private async handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const received = Received.of(request.body);
    const entry: Entry = { provider: 'pinduoduo', ...fingerprint(received.text) };
    const answer = await this.answer(received, entry, reply);
    if (!answer) return reply;
    const error = answer['error_response'] as { error_code: number; sub_code: string | null } | undefined;
    this.record(entry, 200, String(error?.error_code ?? 0), error?.sub_code ?? '');
    return reply.type('application/json; charset=utf-8').send(stringify(answer));
  }

  private async answer(received: Received, entry: Entry, reply: FastifyReply): Promise<Answer | undefined> {
    try {
      const values = readFields(received);
      const type = values.get('type') ?? '';
      const path = `/${type}`;
      entry['method'] = type;
      if (await this.endedBy(this.faults.takeDown(path, 'pinduoduo'), entry, reply)) return undefined;
      const operation = this.operations.get(type);
      if (!operation) throw new ApiError(50012);
      const call = this.gate.admit(values);
      const fields = new Fields(values);
      const targets = [call.shop?.shopId, ...subjectsOf(fields, entry), path, 'pinduoduo'];
      entry['shopId'] = call.shop?.shopId;
      const fault = this.faults.takeApi(...targets);
      if (await this.endedBy(fault, entry, reply)) return undefined;
      if (fault === 'throttled') throw new ApiError(70031);
      this.limits.count(call.clientId, type);
      const result = success(operation.key, operation.run(call, fields));
      return this.isLost(operation, targets, entry, reply) ? undefined : result;
    } catch (error) {
      if (error instanceof ApiError) return error.answer();
      throw error;
    }
  }

  private isLost(operation: Operation, targets: Targets, entry: Entry, reply: FastifyReply): boolean {
    if (operation.writes !== true || !this.faults.takeLost(...targets)) return false;
    entry['fault'] = 'lost-answer';
    cut(reply);
    this.record(entry, 0);
    return true;
  }

  private async endedBy(fault: ApiFault | undefined, entry: Entry, reply: FastifyReply): Promise<boolean> {
    if (fault) entry['fault'] = fault;
    const ended = await suffer(fault, reply);
    if (ended !== undefined) this.record(entry, ended);
    return ended !== undefined;
  }

  private record(entry: Entry, httpStatus: number, code = '', subCode = ''): void {
    this.ledger.add('requests', { ...entry, httpStatus, code, subCode });
  }
}

/** The order and the case a call is about, for the faults and the ledger. */
function subjectsOf(fields: Fields, entry: Entry): Targets {
  const request = fields.text('request') === undefined ? fields : fields.inner('request');
  const [orderId, afterSaleId] = [request.text('order_sn'), request.text('after_sales_id')];
  Object.assign(entry, { orderId }, afterSaleId === undefined ? {} : { afterSaleIds: [afterSaleId] });
  return [orderId, afterSaleId];
}
