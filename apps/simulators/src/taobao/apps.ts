import { text } from '../control/schemas.js';
import type { State } from '../state/state.js';
import { Accounts } from '../vendors/accounts.js';

export const sampleApp = { appKey: '12345678', appSecret: 'sample-taobao-secret' };

/** `PUT /control/taobao-apps`. */
export class TaobaoApps extends Accounts {
  constructor(state: State) {
    const form = {
      id: 'appKey',
      fields: { appKey: { type: 'string', pattern: '^\\d{1,20}$' }, appSecret: text() },
      required: ['appKey', 'appSecret'],
      secrets: ['appSecret'],
    };
    super(state, 'taobao', form, sampleApp);
  }

  secretOf(appKey: string): string | undefined {
    return this.get(appKey)?.['appSecret'] ?? undefined;
  }
}
