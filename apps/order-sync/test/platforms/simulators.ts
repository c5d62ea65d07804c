import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess, waitUntil, type StartedProcess } from '@cartrail/testing';

export type Json = Record<string, unknown>;

/** The built simulators as a process of their own: a platform to talk to, and its merchants and buyers. */
export class Simulators {
  private constructor(
    /** A platform's host is `<url>/<platform>`. */
    readonly url: string,
    private readonly process: StartedProcess,
    private readonly dir: string,
  ) {}

  static async start(): Promise<Simulators> {
    const dir = mkdtempSync(join(tmpdir(), 'simulators-'));
    const env = { PORT: '0', SIM_STATE_DIR: dir, SIM_PUSH_RETRY_MS: '50' };
    const started = await startProcess({ script: 'apps/simulators/dist/main.js', env });
    let url: string | undefined;
    await waitUntil(() => {
      url = /"address":"([^"]+)"/.exec(started.output())?.[1];
      if (started.exit) throw new Error(`the simulators ended: ${started.output().slice(-2_000)}`);
      return url === undefined ? 'the simulators to listen' : undefined;
    }, 30_000);
    return new Simulators(url ?? '', started, dir);
  }

  async stop(): Promise<void> {
    await this.process.kill('SIGTERM');
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** The control API; throws what it refuses. */
  async control(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: Json): Promise<Json> {
    return this.ask(method, `/control${path}`, body);
  }

  /** Moves the simulated clock, and lets all that is due by then happen. */
  async advance(ms: number): Promise<void> {
    await this.ask('POST', '/clock/advance', { ms });
    await this.control('POST', '/settle', {});
  }

  /** What a platform asks its merchant: the code that an application redeems. */
  async consent(shopId: string): Promise<string> {
    return String((await this.control('POST', '/tokens/consent', { shopId }))['code']);
  }

  async orders(shopId: string, orders: readonly Json[]): Promise<readonly string[]> {
    const { orders: made } = await this.control('POST', '/orders', { shopId, orders });
    return (made as { platformOrderId: string }[]).map(({ platformOrderId }) => platformOrderId);
  }

  /** Once, or as often as `times`, to an order, a case, a shop or a platform. */
  async fault(target: string, name: string, times = 1): Promise<void> {
    await this.control('POST', '/faults', { target, name, times });
  }

  private async ask(method: string, path: string, body?: Json): Promise<Json> {
    const response = await fetch(this.url + path, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Json);
  }
}
