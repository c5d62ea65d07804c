import { describe, expect, it } from '@jest/globals';
import { platformFeatures } from '../../../application/ports.js';
import { manifest } from './manifest.js';

const patternOf = (name: string): RegExp =>
  new RegExp(`^(?:${manifest.settings.find((field) => field.name === name)?.pattern ?? '.'})$`);

describe('Weimob’s manifest', () => {
  it('says of every feature that it is there, or why it is not', () => {
    const named = [...manifest.features, ...Object.keys(manifest.notSupported)];
    expect([...named].sort()).toEqual([...platformFeatures].sort());
  });

  it('takes tables in words of ours and no others', () => {
    expect('1:created,2:awaiting_shipment').toMatch(patternOf('orderStatuses'));
    expect('1:sent').not.toMatch(patternOf('orderStatuses'));
    expect('1:refund_only,2/1:return_refund').toMatch(patternOf('caseTypes'));
    expect('1=created').not.toMatch(patternOf('orderStatuses'));
    expect('h').not.toMatch(patternOf('timeUnit'));
  });
});
