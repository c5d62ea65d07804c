import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer, TestService } from '@cartrail/testing';
import { connect, push } from './tracking-service.js';

const SALT = 'test-kuaidi100-salt';

export const connectKuaidi100 = (service: TestService): Promise<string> =>
  connect(service, 'kuaidi100', {
    key: 'test-key',
    secret: 'test-secret',
    customer: 'test-customer',
    salt: SALT,
  });

/** Answers every call as taken, and remembers it. */
export class FakeKuaidi100 {
  readonly asked: { readonly path: string; readonly form: URLSearchParams }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeKuaidi100> {
    const server = createServer();
    const fake = new FakeKuaidi100(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        fake.asked.push({ path: request.url ?? '', form: new URLSearchParams(body) });
        response.end(JSON.stringify({ result: true, returnCode: '200', message: '提交成功' }));
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
}

export interface Report {
  readonly status: number | string;
  readonly number?: string;
  readonly message?: string;
  readonly courierName?: string;
  readonly courierMobile?: string;
  readonly weight?: string;
  readonly fees?: readonly (readonly [kind: string, yuan: string, payStatus?: string])[];
}

function signed(param: string, salt: string): Record<string, string> {
  const sign = createHash('md5')
    .update(param + salt)
    .digest('hex')
    .toUpperCase();
  return { sign, param };
}

/** An order callback as Kuaidi100 posts it; empty texts for what it does not know. */
export function orderCallback(taskId: string, report: Report, salt = SALT): string {
  const { status, number = '', message = '成功', fees = [], ...courier } = report;
  const data = {
    orderId: '118520',
    status,
    courierName: '',
    courierMobile: '',
    weight: '',
    ...courier,
    feeDetails: fees.map(([feeType, amount, payStatus = '1']) => ({
      feeType,
      feeDesc: '',
      amount,
      payStatus,
    })),
  };
  const param = JSON.stringify({ kuaidicom: 'yuantong', kuaidinum: number, status: '200', message, data });
  return new URLSearchParams({ taskId, ...signed(param, salt) }).toString();
}

export function trackPush(
  number: string,
  nodes: readonly (readonly [time: string, code: string])[],
  status = 'polling',
): string {
  const data = nodes.map(([time, statusCode]) => ({
    time,
    ftime: time,
    context: `扫描 ${statusCode}`,
    statusCode,
  }));
  const lastResult = {
    message: 'ok',
    state: '0',
    status: '200',
    ischeck: '0',
    com: 'yuantong',
    nu: number,
    data,
  };
  return new URLSearchParams(signed(JSON.stringify({ status, message: '', lastResult }), SALT)).toString();
}

export const signedText = (param: string): string =>
  new URLSearchParams({ taskId: 'T9', ...signed(param, SALT) }).toString();

export const callBack = (
  service: TestService,
  path: string,
  taskId: string,
  report: Report,
): Promise<HttpAnswer> => push(service, path, orderCallback(taskId, report));
