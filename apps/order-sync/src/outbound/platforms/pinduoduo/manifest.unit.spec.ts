import { describe, expect, it } from '@jest/globals';
import { manifest } from './manifest.js';

describe('the settings of Pinduoduo', () => {
  it.each([
    ['reasonTexts', '质量问题:quality', true],
    ['reasonTexts', '质量问题:quality,不想要了:no_reason', true],
    ['reasonTexts', '质量问题:dear', false],
    ['reasonTexts', ':quality', false],
    ['operateTimeUnit', 's', true],
    ['operateTimeUnit', 'ms', true],
    ['operateTimeUnit', 'seconds', false],
  ])('%s takes %s: %s', (name, value, taken) => {
    const { pattern = '' } = manifest.settings.find((setting) => setting.name === name) ?? {};
    expect(new RegExp(`^(?:${pattern})$`).test(value)).toBe(taken);
  });
});
