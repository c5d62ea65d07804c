import { notFound } from '../control/problem.js';
import { object, text, url } from '../control/schemas.js';
import type { AppDesk } from '../platforms/platform.js';
import type { State } from '../state/state.js';
import type { DouyinPushes } from './pushes.js';

interface App {
  appKey: string;
  appSecret?: string;
  pushUrl?: string | null;
}

/** `PUT /control/douyin-apps`: a push URL that is saved is sent the test message at once. */
export class DouyinApps implements AppDesk {
  readonly what =
    '{appKey, appSecret?, pushUrl?}: without a pushUrl of its own, that of PUT /control/targets';
  readonly body = object({ appKey: text(80), appSecret: text(), pushUrl: url }, 'appKey');

  constructor(
    private readonly state: State,
    private readonly pushes: DouyinPushes,
  ) {}

  ids(): string[] {
    return [...this.state.apps.keys()];
  }

  put(body: unknown): object {
    const { appKey, appSecret, pushUrl } = body as App;
    const secret = appSecret ?? this.state.apps.get(appKey);
    if (secret === undefined) throw notFound(`no app ${appKey}: give its appSecret`);
    this.state.apps.set(appKey, secret);
    const urls = this.pushes.urls();
    if (pushUrl === null) urls.delete(appKey);
    if (typeof pushUrl === 'string') {
      urls.set(appKey, pushUrl);
      this.pushes.urlSaved(appKey);
    }
    return { appKey, pushUrl: urls.get(appKey) ?? null };
  }
}
