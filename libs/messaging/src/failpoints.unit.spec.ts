import { describe, expect, it } from '@jest/globals';
import { armFailpoints, failpoint } from './failpoints.js';

describe('failpoints', () => {
  it('refuse to be armed in production', () => {
    expect(() => {
      armFailpoints('relay.after_send=crash', true);
    }).toThrow('refused in production');
  });

  it('refuse an unknown name and an unknown action, and say which names exist', () => {
    expect(() => {
      armFailpoints('relay.somewhere=crash', false);
    }).toThrow('relay.after_send');
    expect(() => {
      armFailpoints('relay.after_send=explode', false);
    }).toThrow('cannot read');
  });

  it('fire once, after the passes they were told to let through', async () => {
    armFailpoints('relay.after_read=throw@1', false);
    await expect(failpoint('relay.after_read')).resolves.toBeUndefined();
    await expect(failpoint('relay.after_read')).rejects.toThrow('failpoint relay.after_read');
    await expect(failpoint('relay.after_read')).resolves.toBeUndefined();
  });
});
