import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a call of an account is answered with: an answer's own fields, `down` (cut off), or HTTP 429. */
export type Script = Readonly<Record<string, unknown>> | 'down' | 'throttled';

interface Asked {
  readonly account: string;
  readonly type: string;
  readonly number: string;
  readonly signature: string;
}

/** Speaks KDNiao's form for any number of accounts, each with a script of its own; without one it takes all. */
export class ScriptedKdniao {
  readonly asked: Asked[] = [];
  readonly scripts = new Map<string, Script>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ScriptedKdniao> {
    const server = createServer();
    const scripted = new ScriptedKdniao(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        const form = new URLSearchParams(body);
        const account = form.get('EBusinessID') ?? '';
        const given = JSON.parse(form.get('RequestData') ?? '{}') as Record<string, string>;
        const { LogisticCode = '', ShipperCode } = given;
        scripted.asked.push({
          account,
          type: form.get('RequestType') ?? '',
          number: LogisticCode,
          signature: form.get('DataSign') ?? '',
        });
        const script = scripted.scripts.get(account) ?? { Success: true };
        if (script === 'down') return response.destroy();
        if (script === 'throttled') return response.writeHead(429, { 'retry-after': '3600' }).end();
        return response.end(JSON.stringify({ EBusinessID: account, ShipperCode, LogisticCode, ...script }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return scripted;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  accountsAsked(number: string): string[] {
    return this.asked.filter((each) => each.number === number).map(({ account }) => account);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
