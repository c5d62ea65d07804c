import { expect } from '@jest/globals';
import type { PlatformFeature } from '../../../src/application/ports.js';
import type { Stage } from '../stage.js';
import { failureOf, type Cells } from './cell.js';

type Scenes = 'features-true' | 'features-absent';

/** Whether an opened platform has what a feature is about; of those that are more than a call there or not. */
const parts: Readonly<Partial<Record<PlatformFeature, (stage: Stage) => unknown>>> = {
  'orders-created': ({ platform }) => platform.orders.created,
  'cases-created': ({ platform }) => platform.cases.created,
  push: ({ platform }) => platform.door,
  channel: ({ platform }) => platform.channel,
  decrypt: ({ platform }) => platform.orders.decrypt,
  ship: ({ platform }) => platform.shipping,
  'agree-return': ({ platform }) => platform.cases.actions.agreeReturn,
  'agree-refund': ({ platform }) => platform.cases.actions.agreeRefund,
  'refund-received': ({ platform }) => platform.cases.actions.refundReceived,
  reject: ({ platform }) => platform.cases.actions.reject,
  'fill-return-waybill': ({ platform }) => platform.cases.actions.fillReturnWaybill,
  'report-received': ({ platform }) => platform.cases.actions.reportReceived,
};

const grants = {
  'authorise-self': async ({ platform, subject }: Stage) =>
    platform.authorisation.grant({ kind: 'self', vendorShopId: subject.shopId }),
  'authorise-code': async ({ platform, subject, sim }: Stage) => {
    const code = await sim.consent(subject.shopId);
    return platform.authorisation.grant({ kind: 'code', code, redirectUri: 'https://x.example' });
  },
};
const grantNames = ['authorise-self', 'authorise-code'] as const;

export const featureCells: Cells<Scenes> = {
  'features-true': async (stage) => {
    const { withheld = {} } = stage.platform;
    const features = stage.subject.connector.manifest.features.filter((one) => withheld[one] === undefined);
    for (const feature of features)
      expect([feature, (parts[feature] ?? (() => true))(stage)]).not.toContain(undefined);
    for (const name of grantNames.filter((one) => features.includes(one)))
      stage.tokens = (await grants[name](stage)).tokens;
    const { refreshToken } = stage.tokens ?? { refreshToken: '' };
    const held = { refreshToken, vendorShopId: stage.subject.shopId };
    if (features.includes('refresh')) stage.tokens = await stage.platform.authorisation.refresh(held);
    const id = await stage.order();
    expect((await stage.platform.orders.order(stage.ref, stage.token, id)).platformOrderId).toBe(id);
    const url = stage.platform.authorisation.url?.('state-1', 'https://x.example/back');
    if (url !== undefined) expect(new URL(url).searchParams.toString()).toContain('state-1');
  },
  'features-absent': async (stage) => {
    const { notSupported } = stage.subject.connector.manifest;
    const absent = Object.keys(notSupported) as readonly PlatformFeature[];
    for (const feature of absent)
      expect([feature, (parts[feature] ?? (() => undefined))(stage)]).toEqual([feature, undefined]);
    for (const name of grantNames.filter((one) => absent.includes(one)))
      expect((await failureOf(grants[name](stage))).kind).not.toBe('transient');
  },
};
