import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeBooking {
  readonly taskId: string;
  readonly reference: string;
  readonly param: Readonly<Record<string, unknown>>;
  status: string;
  number?: string;
  cancelled?: string;
}

/** Speaks Kuaidi100's order form: prices, books once per reference, cancels, tells how a booking stands, stops parcels. */
export class FakeKuaidi100 {
  readonly bookings = new Map<string, FakeBooking>();
  readonly asked: string[] = [];
  /** The keys of the accounts that asked for a method, in order. */
  readonly keys = new Map<string, string[]>();
  /** Accounts, by key, that are refused in these words whatever they ask. */
  readonly refusedKeys = new Map<string, string>();
  /** So many calls of a method take effect, and their answers are cut off. */
  readonly lost = new Map<string, number>();
  /** So many calls of a method are refused in these words. */
  readonly refusals = new Map<string, string[]>();
  /** Yuan by carrier code; a carrier left out has no price. */
  prices: Record<string, string> = { yuantong: '10.30', zhongtong: '10.50', shunfeng: '20.50', jd: '16.00' };
  number?: string;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeKuaidi100> {
    const server = createServer();
    const fake = new FakeKuaidi100(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        fake.answer(new URLSearchParams(body), response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  times(method: string): number {
    return this.asked.filter((each) => each === method).length;
  }

  private answer(form: URLSearchParams, response: ServerResponse): void {
    const method = form.get('method') ?? '';
    const param = JSON.parse(form.get('param') ?? '{}') as Record<string, unknown>;
    this.asked.push(method);
    const key = form.get('key') ?? '';
    this.keys.set(method, [...(this.keys.get(method) ?? []), key]);
    const refusal = this.refusedKeys.get(key) ?? this.refusals.get(method)?.shift();
    const answer =
      refusal === undefined
        ? this.carryOut(method, param)
        : { result: false, returnCode: '500', message: refusal };
    const lost = this.lost.get(method) ?? 0;
    if (lost > 0) {
      this.lost.set(method, lost - 1);
      response.destroy();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  }

  private carryOut(method: string, param: Record<string, unknown>): object {
    const ok = (data?: unknown) => ({ result: true, returnCode: '200', message: '成功', data });
    switch (method) {
      case 'batchPrice':
        return ok(
          (param['kuaidiComList'] as string[])
            .filter((code) => this.prices[code] !== undefined)
            .map((code) => ({ kuaidiCom: code, price: this.prices[code] })),
        );
      case 'bOrder':
        return ok(this.book(param));
      case 'interceptOrder':
        return ok();
      case 'cancel': {
        const booking = this.byTask(param);
        if (!booking || booking.status === '10')
          return { result: false, returnCode: '500', message: '订单不可取消' };
        booking.status = '9';
        booking.cancelled = String(param['cancelMsg']);
        return ok();
      }
      case 'detail': {
        const booking = this.byTask(param);
        return booking
          ? ok({
              status: booking.status,
              kuaidiNum: booking.number,
              courierName: '李四',
              courierMobile: '13900001111',
            })
          : { result: false, returnCode: '500', message: '订单不存在' };
      }
      default:
        return { result: false, returnCode: '400', message: 'unknown method' };
    }
  }

  private byTask(param: Record<string, unknown>): FakeBooking | undefined {
    return [...this.bookings.values()].find(({ taskId }) => taskId === param['taskId']);
  }

  private book(param: Record<string, unknown>): object {
    const reference = String(param['thirdOrderId']);
    const known = this.bookings.get(reference);
    const booking = known ?? {
      taskId: `T${String(this.bookings.size + 1).padStart(28, '0')}`,
      reference,
      param,
      status: '0',
      number: this.number,
    };
    this.bookings.set(reference, booking);
    return { taskId: booking.taskId, orderId: `O${booking.taskId}`, kuaidinum: booking.number ?? '' };
  }
}
