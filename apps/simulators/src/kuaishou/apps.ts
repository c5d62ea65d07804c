import { text, url } from '../control/schemas.js';
import type { AppDesk } from '../platforms/platform.js';
import type { State } from '../state/state.js';
import { Accounts } from '../vendors/accounts.js';

/** An application at the platform. */
export interface App {
  readonly appKey: string;
  /** Tokens are asked with it; calls are signed with the other one. */
  readonly appSecret: string;
  readonly signSecret: string;
  /** Base64 of 16, 24 or 32 bytes. */
  readonly messageSecret: string;
  readonly pushUrl: string | null;
}

export const sample: App = {
  appKey: 'ks700000000000000001',
  appSecret: 'sample-kuaishou-app-secret',
  signSecret: 'sample-kuaishou-sign-secret',
  messageSecret: 'c2FtcGxlLWt1YWlzaG91IQ==',
  pushUrl: null,
};

const messageSecret = {
  type: 'string',
  pattern: '^([A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{32}|[A-Za-z0-9+/]{43}=)$',
};

/** `PUT /control/kuaishou-apps`: a push URL that is saved gets a heartbeat at once. */
export class KuaishouApps implements AppDesk {
  readonly what: string;
  readonly body: object;
  private readonly accounts: Accounts;

  constructor(
    state: State,
    private readonly saved: (app: App) => void,
  ) {
    const form = {
      id: 'appKey',
      fields: { appKey: text(80), appSecret: text(), signSecret: text(), messageSecret, pushUrl: url },
      required: ['appKey', 'appSecret', 'signSecret', 'messageSecret'],
      secrets: ['appSecret', 'signSecret', 'messageSecret'],
    };
    this.accounts = new Accounts(state, 'kuaishou', form, { ...sample });
    this.what = this.accounts.what;
    this.body = this.accounts.body;
  }

  ids(): string[] {
    return this.accounts.ids();
  }

  get(appKey: string): App | undefined {
    const found = this.accounts.get(appKey);
    if (!found) return undefined;
    const { appSecret, signSecret, messageSecret: key, pushUrl } = found;
    return {
      appKey,
      appSecret: appSecret ?? '',
      signSecret: signSecret ?? '',
      messageSecret: key ?? '',
      pushUrl: pushUrl ?? null,
    };
  }

  put(body: unknown): object {
    const shown = this.accounts.put(body);
    const app = body as App;
    if (typeof app.pushUrl === 'string') this.saved(app);
    return shown;
  }
}
