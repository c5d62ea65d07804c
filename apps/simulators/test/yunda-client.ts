import { createHash } from 'node:crypto';
import type { Answered, Json, Running } from './running.js';

export const APP = { appKey: 'sample_yunda_app', appSecret: 'sample-yunda-secret' };
export const QUERY = 'openapi/outer/logictis/query';
export const SUBSCRIBE = 'openapi/outer/logictis/subscribe';

interface Options {
  app?: typeof APP;
  /** Sent instead of what was signed. */
  tampered?: string;
  headers?: Record<string, string>;
}

/** A client written from Yunda's document, sharing nothing with the simulator. */
export class Yunda {
  constructor(private readonly sim: Running) {}

  call(path: string, request: Json | string, options: Options = {}): Promise<Answered> {
    const { appKey, appSecret } = options.app ?? APP;
    const body = typeof request === 'string' ? request : JSON.stringify(request);
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'app-key': appKey,
      sign: createHash('md5').update(`${body}_${appSecret}`).digest('hex'),
      'req-time': String(this.sim.world.clock.now()),
      ...options.headers,
    };
    return this.sim.raw(`/yunda/${path}`, options.tampered ?? body, headers);
  }

  async query(mailno: string, path = QUERY): Promise<{ status: unknown; steps: Json[] } | null> {
    const { json } = await this.call(path, { mailno });
    return json['data'] as { status: unknown; steps: Json[] } | null;
  }

  subscribe(...mailnos: string[]): Promise<Answered> {
    const orders = mailnos.map((mailno, index) => ({ orderid: `O-${index}`, mailno }));
    return this.call(SUBSCRIBE, { orders });
  }
}
