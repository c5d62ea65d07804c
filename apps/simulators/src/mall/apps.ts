import { text, url } from '../control/schemas.js';
import type { State } from '../state/state.js';
import { Accounts } from '../vendors/accounts.js';

/** A key to the mall: calls carry its token, pushes are signed with its secret. */
export interface App {
  readonly appKey: string;
  readonly token: string;
  readonly pushSecret: string;
  readonly pushUrl: string | null;
}

export const sample: App = {
  appKey: 'sample-mall-key',
  token: 'sample-mall-token',
  pushSecret: 'sample-mall-push-secret',
  pushUrl: null,
};

/** `PUT /control/mall-apps`. */
export class MallApps extends Accounts {
  constructor(state: State) {
    super(
      state,
      'mall',
      {
        id: 'appKey',
        fields: { appKey: text(80), token: text(), pushSecret: text(), pushUrl: url },
        required: ['appKey', 'token', 'pushSecret'],
        secrets: ['token', 'pushSecret'],
      },
      { ...sample },
    );
  }

  app(appKey: string): App | undefined {
    return this.get(appKey) as App | undefined;
  }

  byToken(token: string): App | undefined {
    return this.ids()
      .flatMap((id) => this.app(id) ?? [])
      .find((app) => app.token === token);
  }
}
