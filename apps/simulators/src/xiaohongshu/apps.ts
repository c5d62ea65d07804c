import { notFound } from '../control/problem.js';
import { object, text, url } from '../control/schemas.js';
import type { AppDesk } from '../platforms/platform.js';
import type { State } from '../state/state.js';

export interface App {
  appId: string;
  appSecret: string;
  pushUrl: string | null;
}

export const demo: App = {
  appId: 'sample-xiaohongshu-app',
  appSecret: 'sample-xiaohongshu-secret',
  pushUrl: null,
};

/** `PUT /control/xiaohongshu-apps`: a push URL that is saved is checked at once. */
export class XiaohongshuApps implements AppDesk {
  readonly what = '{appId, appSecret?, pushUrl?}: a saved pushUrl is posted {"test":true}';
  readonly body = object({ appId: text(80), appSecret: text(), pushUrl: url }, 'appId');
  private readonly listeners: ((app: App) => void)[] = [];

  constructor(private readonly state: State) {
    const apps = this.all();
    if (!apps.has(demo.appId)) apps.set(demo.appId, { ...demo });
  }

  onUrlSaved(listener: (app: App) => void): void {
    this.listeners.push(listener);
  }

  ids(): string[] {
    return [...this.all().keys()];
  }

  get(appId: string): App | undefined {
    return this.all().get(appId);
  }

  put(body: unknown): object {
    const { appId, ...given } = body as Partial<App> & { appId: string };
    const before = this.get(appId);
    const appSecret = given.appSecret ?? before?.appSecret;
    if (appSecret === undefined) throw notFound(`no app ${appId}: give its appSecret`);
    const { pushUrl = before?.pushUrl ?? null } = given;
    const app = { appId, appSecret, pushUrl };
    this.all().set(appId, app);
    if (typeof given.pushUrl === 'string') for (const listener of this.listeners) listener(app);
    return { appId, pushUrl };
  }

  private all(): Map<string, App> {
    return this.state.shelf('xiaohongshu.apps') as Map<string, App>;
  }
}
