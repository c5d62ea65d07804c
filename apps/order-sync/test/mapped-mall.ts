import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Row extends Record<string, unknown> {
  readonly orderNo: string;
  readonly updatedAt: number;
}

type Answer = { readonly status: number; readonly body: string } | undefined;

/** The mall of the first example, over HTTP: orders by the time they changed, refunds, and a signature it checks. */
export class MappedMall {
  readonly heard: Heard[] = [];
  readonly orders = new Map<string, Row>();
  readonly refunds = new Map<string, Record<string, unknown>>();
  /** Before the mall's own answer. */
  first: (heard: Heard) => Answer = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly secret: string,
  ) {}

  static async open(secret: string): Promise<MappedMall> {
    const server = createServer();
    const mall = new MappedMall(server, secret);
    server.on('request', (request, response) => {
      void mall.answer(request).then(({ status, body }) => {
        response.writeHead(status, status === 302 ? { location: body } : {}).end(body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return mall;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/open`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((closed) =>
      this.server.close(() => {
        closed();
      }),
    );
  }

  private async answer(request: IncomingMessage): Promise<NonNullable<Answer>> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const heard = { method: request.method ?? '', path: request.url ?? '', body };
    this.heard.push(heard);
    const time = String(request.headers['x-mall-time']);
    const sign = createHmac('sha256', this.secret).update(`${time}.${body}`).digest('hex');
    const told = this.first(heard);
    if (told) return told;
    if (request.headers['x-mall-signature'] !== sign) return json({ code: 40_101, message: 'sign' });
    return this.own(heard);
  }

  private own({ method, path, body }: Heard): NonNullable<Answer> {
    if (path === '/open/orders/search') return this.page('orders', [...this.orders.values()], body);
    if (path === '/open/refunds/search')
      return this.page('refunds', [...this.refunds.values()] as Row[], body);
    const [, , kind = '', id = ''] = path.split('/');
    const one = kind === 'orders' ? this.orders.get(id) : this.refunds.get(id);
    if (method === 'GET')
      return one ? json({ code: 0, data: one }) : json({ code: 40_400, message: 'no such' });
    return json({ code: 0 });
  }

  private page(name: string, all: readonly Row[], body: string): NonNullable<Answer> {
    const { updatedFrom, updatedTo, page, size } = JSON.parse(body) as Record<string, number>;
    const within = all.filter(
      ({ updatedAt }) => updatedAt >= (updatedFrom ?? 0) && updatedAt < (updatedTo ?? 0),
    );
    const from = ((page ?? 1) - 1) * (size ?? 1);
    return json({ code: 0, data: { total: within.length, [name]: within.slice(from, from + (size ?? 1)) } });
  }
}

const json = (body: object): NonNullable<Answer> => ({ status: 200, body: JSON.stringify(body) });
