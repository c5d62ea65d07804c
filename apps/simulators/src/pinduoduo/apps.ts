import { notFound } from '../control/problem.js';
import { object, text } from '../control/schemas.js';
import type { AppDesk } from '../platforms/platform.js';
import type { State } from '../state/state.js';

interface App {
  clientId: string;
  clientSecret?: string;
}

export const sampleApp = { clientId: 'sample-pdd-client', clientSecret: 'sample-pdd-secret' } as const;

/** `PUT /control/pinduoduo-apps`: there are no push URLs, an application connects by itself. */
export class PinduoduoApps implements AppDesk {
  readonly what = '{clientId, clientSecret?}: its messages go to whoever is connected as it';
  readonly body = object({ clientId: text(80), clientSecret: text() }, 'clientId');
  private readonly secrets: Map<string, unknown>;

  constructor(private readonly state: State) {
    this.secrets = state.shelf('pinduoduo.apps');
    if (this.secrets.size === 0) this.secrets.set(sampleApp.clientId, sampleApp.clientSecret);
  }

  ids(): string[] {
    return [...this.secrets.keys()];
  }

  secretOf(clientId: string): string | undefined {
    return this.secrets.get(clientId) as string | undefined;
  }

  put(body: unknown): object {
    const { clientId, clientSecret } = body as App;
    const secret = clientSecret ?? this.secretOf(clientId);
    if (secret === undefined) throw notFound(`no app ${clientId}: give its clientSecret`);
    this.secrets.set(clientId, secret);
    this.state.dirty = true;
    return { clientId };
  }
}
