import { describe, expect, it } from '@jest/globals';
import { Misused, readArguments } from './arguments.js';
import { places } from './config.js';

describe('the evidence command', () => {
  it('verifies one tenant', () => {
    expect(readArguments(['verify', '--tenant', 'demo01', '--json'])).toMatchObject({
      action: 'verify',
      tenant: 'demo01',
      json: true,
    });
  });

  it.each([[[]], [['verify']], [['verify', '--tenant', '../x']], [['keys', 'more']], [['verify', '--what']]])(
    'is misused by %j',
    (argv) => {
      expect(() => readArguments(argv)).toThrow(Misused);
    },
  );

  it('looks where the environment says, and without it at no guess', () => {
    const given = places({
      DATABASE_URL: 'postgres://x/y',
      OBJECT_STORE_DIR: '/objects',
      CARTRAIL_DATA: 'nowhere',
    });
    expect([given.databaseUrl(), given.objects, given.serviceUrl]).toEqual([
      'postgres://x/y',
      '/objects',
      undefined,
    ]);
    expect(() => places({ CARTRAIL_DATA: 'nowhere' }).databaseUrl()).toThrow('DATABASE_URL');
  });
});
