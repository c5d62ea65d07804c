import { notSupported, type CarrierFactory } from '../port.js';
import type { KdniaoConfig } from './config.js';
import { manifest } from './manifest.js';

export const kdniao: CarrierFactory<KdniaoConfig> = () => ({
  manifest,
  subscribe: notSupported('in work'),
  track: notSupported('in work'),
  callbacks: notSupported('in work'),
});
