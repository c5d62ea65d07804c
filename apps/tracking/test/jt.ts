import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer, TestService } from '@cartrail/testing';
import { connect } from './tracking-service.js';

const KEY = 'test-jt-private-key';

export const connectJt = (service: TestService): Promise<string> =>
  connect(service, 'jt', { apiAccount: '292508153084379141', privateKey: KEY });

/** A line of J&T's trace: when, its `scanType`, and the words. */
export type Line = readonly [scanTime: string, scanType: string, desc?: string];

const details = (lines: readonly Line[]) =>
  lines.map(([scanTime, scanType, desc = `扫描 ${scanType}`]) => ({
    scanTime,
    scanType,
    desc,
    scanNetworkCity: '杭州市',
  }));

/** Of a query, or of a subscription. */
interface Content {
  readonly billCodes?: string;
  readonly list?: readonly { readonly waybillCode: string }[];
}

/** Speaks J&T's form: takes subscriptions, and answers queries with what it was told of the number. */
export class FakeJt {
  readonly traces = new Map<string, readonly Line[]>();
  readonly asked: { readonly path: string; readonly number: string }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeJt> {
    const server = createServer();
    const fake = new FakeJt(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => response.end(fake.answer(request.url ?? '', new URLSearchParams(body))));
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

  queriesOf(number: string): number {
    return this.asked.filter((one) => one.path === '/logistics/trace' && one.number === number).length;
  }

  private answer(path: string, form: URLSearchParams): string {
    const content = JSON.parse(form.get('bizContent') ?? '{}') as Content;
    const number = content.billCodes ?? content.list?.[0]?.waybillCode ?? '';
    this.asked.push({ path, number });
    const lines = this.traces.get(number) ?? [];
    const data = path === '/logistics/trace' ? [{ billCode: number, details: details(lines) }] : null;
    return JSON.stringify({ code: '1', msg: 'success', data });
  }
}

export const tracePush = (number: string, lines: readonly Line[]): string =>
  JSON.stringify({ billCode: number, details: details(lines) });

export const orderPush = (reference: string, scanType: string, billCode = ''): string =>
  JSON.stringify({ txlogisticId: reference, billCode, scanType, time: '2026-11-23 09:00:00' });

export const billPush = (waybillNo: string, totalFreight: string, packageChargeWeight: string): string =>
  JSON.stringify({ waybillNo, totalFreight, packageChargeWeight, insuredFee: '0.00', freight: totalFreight });

interface Sending {
  readonly json?: boolean;
  readonly digest?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const digestOf = (bizContent: string, key = KEY): string =>
  createHash('md5')
    .update(bizContent + key)
    .digest('base64');

/** As J&T sends it: a form, its digest in a header; or as JSON. */
export function send(
  service: TestService,
  url: string,
  bizContent: string,
  { json = false, digest = digestOf(bizContent), headers }: Sending = {},
): Promise<HttpAnswer> {
  return service.http({
    method: 'POST',
    url,
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded;charset=utf-8',
      digest,
      ...headers,
    },
    body: json ? JSON.stringify({ bizContent }) : new URLSearchParams({ bizContent }).toString(),
  });
}
