import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiFault, Faults } from '../delivery/faults.js';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { cut, suffer } from '../misbehave.js';
import { Received } from '../raw-bodies.js';

/** What has arrived at a vendor's door. */
export interface Incoming {
  /** The exact body. */
  readonly text: string;
  /** Of a form; empty for any other body. */
  readonly form: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  /** Without the query. */
  readonly path: string;
  /** Lower-case names. */
  readonly header: (name: string) => string | undefined;
}

export interface Answer {
  /** The vendor's code for how it went, for the ledger. */
  readonly code: string;
  readonly body: object | string;
  readonly status?: number;
  /** JSON where absent. */
  readonly type?: string;
}

/** What the vendor says instead of doing what it was asked. */
export class Refused extends Error {
  constructor(readonly answer: Answer) {
    super(answer.code);
  }
}

/** A call that has been let in. */
export interface Call {
  /** What is asked for, in the vendor's word. */
  readonly method: string;
  /** What it is about, by name: seen in the ledger, and any of it can be the target of a fault. */
  readonly about: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What the vendor lets pass and a careful caller should not. */
  readonly warning?: string | undefined;
  /** Its effect outlives its answer, which can be lost. */
  readonly writes?: boolean;
  /** Throws `Refused`. */
  run(): Answer | Promise<Answer>;
}

export interface Door {
  /** May end in `*`: then the ledger has what was really asked for. */
  readonly path: string;
  /** POST where absent. */
  readonly methods?: readonly ('GET' | 'POST')[];
  /** What the vendor says to whoever calls too often. */
  throttled(incoming: Incoming): Answer;
  /** Who is asking, and for what. Throws `Refused`. */
  admit(incoming: Incoming): Call;
}

/** Doors of one vendor or platform: every call is in the ledger, and suffers the faults it is to suffer. */
export class Doors {
  constructor(
    private readonly provider: string,
    private readonly faults: Faults,
    private readonly ledger: Ledger,
  ) {}

  open(app: FastifyInstance, doors: readonly Door[]): void {
    for (const door of doors) {
      app.route({
        method: [...(door.methods ?? ['POST'])],
        url: door.path,
        handler: (request, reply) => this.handle(door, request, reply),
      });
    }
  }

  private async handle(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const incoming = incomingOf(request);
    const path = door.path.endsWith('*') ? incoming.path : door.path;
    const entry: Entry = { provider: this.provider, path, ...fingerprint(incoming.text) };
    const answer = await this.answer(door, incoming, path, entry, reply);
    if (!answer) return reply;
    const { status = 200, type = 'application/json; charset=utf-8', body, code } = answer;
    this.ledger.add('requests', { ...entry, code, httpStatus: status });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return reply.code(status).type(type).send(text);
  }

  /** Nothing where a fault has taken the answer away. */
  private async answer(
    door: Door,
    incoming: Incoming,
    path: string,
    entry: Entry,
    reply: FastifyReply,
  ): Promise<Answer | undefined> {
    try {
      if (await this.endedBy(this.faults.takeDown(path, this.provider), entry, reply)) return undefined;
      const call = door.admit(incoming);
      const { method, about, warning } = call;
      Object.assign(entry, { method, ...about }, warning === undefined ? {} : { warning });
      const targets = [...Object.values(about).flat(), path, this.provider];
      const fault = this.faults.takeApi(...targets);
      if (await this.endedBy(fault, entry, reply)) return undefined;
      if (fault === 'throttled') return door.throttled(incoming);
      const answer = await call.run();
      if (call.writes !== true || !this.faults.takeLost(...targets)) return answer;
      cut(reply);
      this.ledger.add('requests', { ...entry, code: answer.code, httpStatus: 0, fault: 'lost-answer' });
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      throw error;
    }
  }

  /** Whether a fault has answered, or will let nobody answer. */
  private async endedBy(fault: ApiFault | undefined, entry: Entry, reply: FastifyReply): Promise<boolean> {
    if (fault) entry['fault'] = fault;
    const ended = await suffer(fault, reply);
    if (ended !== undefined) this.ledger.add('requests', { ...entry, code: '', httpStatus: ended });
    return ended !== undefined;
  }
}

type Entry = Record<string, unknown>;

function incomingOf(request: FastifyRequest): Incoming {
  const { text, form } = Received.of(request.body);
  const at = request.url.indexOf('?');
  return {
    text,
    form: form ?? new Map<string, string>(),
    query: new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1)),
    path: at < 0 ? request.url : request.url.slice(0, at),
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
  };
}
