import type { Application } from '../../application/ports.js';
import type { PlatformId } from '../../domain/platform.js';

/** The operator's own application at a platform, out of the environment. */
export interface OperatorSettings {
  readonly DOUYIN_BASE_URL: string;
  readonly DOUYIN_APP_KEY: string;
  readonly DOUYIN_APP_SECRET: string;
  readonly DOUYIN_CONNECTION_ID: string;
  readonly DOUYIN_REASON_CODES: string;
  readonly DOUYIN_SECOND_CONSENT: boolean;
  readonly PLATFORM_TIMEOUT_MS: number;
}

export const operatorsOf = (
  settings: OperatorSettings,
): readonly { readonly platform: PlatformId; readonly application: Application }[] => [
  {
    platform: 'douyin',
    application: {
      connectionId: settings.DOUYIN_CONNECTION_ID,
      credentials: { appKey: settings.DOUYIN_APP_KEY, appSecret: settings.DOUYIN_APP_SECRET },
      settings: {
        reasonCodes: settings.DOUYIN_REASON_CODES,
        secondConsent: String(settings.DOUYIN_SECOND_CONSENT),
      },
      hosts: { api: settings.DOUYIN_BASE_URL },
      timeoutMs: settings.PLATFORM_TIMEOUT_MS,
    },
  },
];
