import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { machineClock } from '@cartrail/kernel';
import type { OpenPlatform, PushAdmission, PushRequest } from '../../src/application/ports.js';
import { wechatConnector } from '../../src/outbound/platforms/wechat/connector.js';
import type { Json, Simulators } from './simulators.js';

/** The simulators' sample shop. */
const credentials = {
  appId: 'wx5a3f1e0c9b7d2468',
  secret: 'sample-wechat-secret',
  token: 'sample-wechat-token',
  encodingAesKey: 'c2FtcGxlLXdlY2hhdC1hZXMta2V5LTAxMjM0NTY3ODk',
};

export const shop = {
  tenantId: 'tenant01',
  shopId: 'shop-1',
  vendorShopId: credentials.appId,
  platform: 'wechat' as const,
};

export const openWeChat = (sim: Simulators, more: Partial<typeof credentials> = {}): OpenPlatform =>
  wechatConnector.open(
    {
      connectionId: 'c-1',
      credentials: { ...credentials, ...more },
      settings: { reasonCodes: '2:quality' },
      hosts: { api: `${sim.url}/wechat` },
      timeoutMs: 5_000,
    },
    machineClock,
  );

export const saveUrl = (sim: Simulators, pushUrl: string | null, mode = 'safe'): Promise<Json> =>
  sim.control('PUT', '/wechat-apps', { ...credentials, pushUrl, mode });

export interface Admitted {
  readonly request: PushRequest;
  readonly admission: PushAdmission;
}

/** A callback URL with the door behind it, which answers as the door says. */
export class Callback {
  readonly admitted: Admitted[] = [];
  readonly checked: Promise<Admitted>;
  private seen: (check: Admitted) => void = () => undefined;
  private readonly server: Server;

  constructor({ door }: OpenPlatform) {
    if (!door) throw new Error('the platform has no door');
    this.checked = new Promise((resolve) => {
      this.seen = resolve;
    });
    this.server = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { pathname: path, searchParams: query } = new URL(incoming.url ?? '', 'http://callback');
        const method = incoming.method === 'GET' ? 'GET' : 'POST';
        const request = { method, path, query, headers: {}, body: Buffer.concat(chunks) } as const;
        const admission = door.admit(request);
        this.admitted.push({ request, admission });
        if (admission.kind === 'probe') this.seen({ request, admission });
        const { status, body } = admission.kind === 'accepted' ? door.accepted : admission.answer;
        response.writeHead(status).end(body);
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/callbacks/wechat/c-1`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
