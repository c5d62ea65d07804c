import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../delivery/faults.js';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { cut, suffer } from '../misbehave.js';
import { Received } from '../raw-bodies.js';
import type { State } from '../state/state.js';
import { isOurs, VENDOR } from './booking.js';
import { badParameter, Kuaidi100Refusal } from './answers.js';
import type { Admitted, Kuaidi100Gate } from './gate.js';
import type { Param } from './param.js';

/** What a door does with a call that has been let in. */
export interface Door {
  path: string;
  admit: (gate: Kuaidi100Gate, form: ReadonlyMap<string, string>) => Admitted;
  methods: Readonly<Record<string, Method>>;
}

export interface Method {
  run: (admitted: Admitted) => object;
  /** A call whose effect outlives its answer. */
  writes?: true;
}

type Entry = Record<string, unknown>;

export class Kuaidi100Routes {
  constructor(
    private readonly gate: Kuaidi100Gate,
    private readonly doors: readonly Door[],
    private readonly state: State,
    private readonly faults: Faults,
    private readonly ledger: Ledger,
  ) {}

  register(app: FastifyInstance): void {
    for (const door of this.doors) {
      app.post(door.path, (request, reply) => this.handle(door, request, reply));
    }
  }

  private async handle(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const received = Received.of(request.body);
    const entry: Entry = { provider: VENDOR, path: door.path, ...fingerprint(received.text) };
    const answer = await this.answer(door, fieldsOf(request, received), entry, reply);
    if (!answer) return reply;
    this.ledger.add('requests', { ...entry, httpStatus: 200 });
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  }

  /** Nothing where a fault has taken the answer away. */
  private async answer(
    door: Door,
    form: ReadonlyMap<string, string>,
    entry: Entry,
    reply: FastifyReply,
  ): Promise<object | undefined> {
    try {
      const admitted = door.admit(this.gate, form);
      entry['method'] = admitted.method;
      const method = door.methods[admitted.method];
      if (!method) throw badParameter('参数错误：不支持的method');
      const targets = this.targetsOf(admitted.param, door.path, entry);
      const fault = this.faults.takeApi(...targets);
      if (fault) entry['fault'] = fault;
      if (await suffer(fault, reply)) {
        this.silent(entry, fault === '500' ? 500 : 0);
        return undefined;
      }
      if (fault === 'throttled') throw new Kuaidi100Refusal('502', '请求过于频繁，请稍后再试');
      const result = method.run(admitted);
      entry['code'] = '200';
      if (method.writes !== true || !this.faults.takeLost(...targets)) return result;
      entry['fault'] = 'lost-answer';
      cut(reply);
      this.silent(entry, 0);
      return undefined;
    } catch (error) {
      if (!(error instanceof Kuaidi100Refusal)) throw error;
      entry['code'] = error.returnCode;
      return error.answer();
    }
  }

  /** A booking misbehaves by its task, its reference or the phone of its sender. */
  private targetsOf(param: Param, path: string, entry: Entry): string[] {
    const taskId = param.text('taskId');
    const found = this.state.bookings.get(taskId);
    const known = isOurs(found) ? found : undefined;
    const reference = known?.reference ?? param.text('thirdOrderId');
    const phone = known?.sender.phone ?? param.text('sendManMobile');
    const number = param.text('num') || param.text('number');
    const about = { taskId, reference, phone, number };
    for (const [name, value] of Object.entries(about)) if (value !== '') entry[name] = value;
    if (param.text('sendManMobile') !== '' && param.given('salt') === undefined) {
      entry['warning'] = 'no salt: callbacks cannot be verified';
    }
    return [taskId, reference, phone, number, path, VENDOR].filter((one) => one !== '');
  }

  private silent(entry: Entry, httpStatus: number): void {
    this.ledger.add('requests', { ...entry, httpStatus });
  }
}

/** Some of the vendor's own examples put the method into the address. */
function fieldsOf(request: FastifyRequest, received: Received): ReadonlyMap<string, string> {
  const at = request.url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1));
  return new Map([...query, ...(received.form ?? [])]);
}
