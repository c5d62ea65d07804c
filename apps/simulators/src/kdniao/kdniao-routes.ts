import { toShanghai, type Clock } from '@cartrail/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../delivery/faults.js';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { suffer } from '../misbehave.js';
import { Received } from '../raw-bodies.js';
import { Refused, type KdniaoApi } from './kdniao-api.js';

const doors = {
  '/kdniao/api/dist': ['1008', '8008', '8001'],
  '/kdniao/Ebusiness/EbusinessOrderHandle.aspx': ['1002', '8001'],
} as const;

export class KdniaoRoutes {
  constructor(
    private readonly api: KdniaoApi,
    private readonly clock: Clock,
    private readonly faults: Faults,
    private readonly ledger: Ledger,
  ) {}

  register(app: FastifyInstance): void {
    for (const path of Object.keys(doors) as (keyof typeof doors)[]) {
      app.post(path, (request, reply) => this.handle(path, request, reply));
    }
  }

  private async handle(
    path: keyof typeof doors,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const received = Received.of(request.body);
    const form = received.form ?? new Map<string, string>();
    const entry: Record<string, unknown> = { provider: 'kdniao', path, ...fingerprint(received.text) };
    entry['requestType'] = form.get('RequestType');
    const answer = await this.answer(path, form, entry, reply);
    if (!answer) return reply;
    this.ledger.add('requests', { ...entry, httpStatus: 200 });
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  }

  /** Nothing where a fault has taken the answer away. */
  private async answer(
    path: keyof typeof doors,
    form: ReadonlyMap<string, string>,
    entry: Record<string, unknown>,
    reply: FastifyReply,
  ): Promise<object | undefined> {
    try {
      const asked = this.api.read(form, doors[path]);
      const fault = this.faults.takeApi(asked.number, path, 'kdniao');
      Object.assign(entry, { number: asked.number, code: '100' }, fault ? { fault } : {});
      if (await suffer(fault, reply)) {
        this.ledger.add('requests', { ...entry, httpStatus: fault === '500' ? 500 : 0, code: '' });
        return undefined;
      }
      if (fault === 'throttled') throw new Refused('405', '超过每秒查询次数');
      return this.api.answer(asked);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      entry['code'] = error.resultCode;
      return this.refusal(form.get('EBusinessID') ?? '', error);
    }
  }

  private refusal(eBusinessId: string, { resultCode, reason }: Refused): object {
    return {
      EBusinessID: eBusinessId,
      UpdateTime: toShanghai(this.clock.now()),
      Success: false,
      ResultCode: resultCode,
      Reason: reason,
    };
  }
}
