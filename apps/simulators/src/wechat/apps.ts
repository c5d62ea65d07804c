import { text, url } from '../control/schemas.js';
import type { State } from '../state/state.js';
import { Accounts } from '../vendors/accounts.js';

/** An application is one shop: its AppID is the shop's id. */
export interface WeChatApp {
  appId: string;
  secret: string;
  token: string;
  encodingAesKey: string;
  pushUrl?: string | null;
  /** `safe`, which is sealed, where absent. */
  mode?: 'safe' | 'plain';
}

export const sample = {
  appId: 'wx5a3f1e0c9b7d2468',
  secret: 'sample-wechat-secret',
  token: 'sample-wechat-token',
  encodingAesKey: 'c2FtcGxlLXdlY2hhdC1hZXMta2V5LTAxMjM0NTY3ODk',
} as const;

/** `PUT /control/wechat-apps`. */
export class WeChatApps extends Accounts {
  /** `saved` hears of every application that is made or changed. */
  constructor(
    state: State,
    private readonly saved: (app: WeChatApp) => void,
  ) {
    super(
      state,
      'wechat',
      {
        id: 'appId',
        fields: {
          appId: { type: 'string', pattern: '^wx[0-9a-f]{16}$' },
          secret: text(),
          token: text(),
          encodingAesKey: { type: 'string', pattern: '^[A-Za-z0-9+/]{43}$' },
          pushUrl: url,
          mode: { type: 'string', enum: ['safe', 'plain'] },
        },
        required: ['appId', 'secret', 'token', 'encodingAesKey'],
        secrets: ['secret', 'token', 'encodingAesKey'],
      },
      sample,
    );
  }

  override put(body: unknown): object {
    const shown = super.put(body);
    const app = body as WeChatApp;
    // The sample, which is put before there is a listener, has no address.
    if (app.pushUrl) this.saved(app);
    return shown;
  }

  app(appId: string): WeChatApp | undefined {
    return this.get(appId) as WeChatApp | undefined;
  }
}
