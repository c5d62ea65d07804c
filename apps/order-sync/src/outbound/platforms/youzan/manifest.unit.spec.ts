import { describe, expect, it } from '@jest/globals';
import { platformFeatures } from '../../../application/ports.js';
import { manifest } from './manifest.js';

describe('Youzan’s manifest', () => {
  it('says of every feature that it is there, or why it is not', () => {
    const named = [...manifest.features, ...Object.keys(manifest.notSupported)];
    expect([...named].sort()).toEqual([...platformFeatures].sort());
  });
});
