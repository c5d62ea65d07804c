import { text, url } from '../control/schemas.js';
import type { AppDesk } from '../platforms/platform.js';
import type { State } from '../state/state.js';
import { Accounts } from '../vendors/accounts.js';

/** An application at the platform. */
export interface App {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly pushUrl: string | null;
}

export const sample: App = {
  clientId: 'SAMPLE0WEIMOB0CLIENT',
  clientSecret: 'sample-weimob-secret',
  pushUrl: null,
};

/** `PUT /control/weimob-apps`: a push URL that is saved gets a test message at once. */
export class WeimobApps implements AppDesk {
  readonly what: string;
  readonly body: object;
  private readonly accounts: Accounts;

  constructor(
    state: State,
    private readonly saved: (app: App) => void,
  ) {
    const form = {
      id: 'clientId',
      fields: { clientId: text(80), clientSecret: text(), pushUrl: url },
      required: ['clientId', 'clientSecret'],
      secrets: ['clientSecret'],
    };
    this.accounts = new Accounts(state, 'weimob', form, { ...sample });
    this.what = this.accounts.what;
    this.body = this.accounts.body;
  }

  ids(): string[] {
    return this.accounts.ids();
  }

  get(clientId: string): App | undefined {
    const found = this.accounts.get(clientId);
    return (
      found && { clientId, clientSecret: found['clientSecret'] ?? '', pushUrl: found['pushUrl'] ?? null }
    );
  }

  put(body: unknown): object {
    const shown = this.accounts.put(body);
    const app = body as App;
    if (typeof app.pushUrl === 'string') this.saved(app);
    return shown;
  }
}
