import { describe, expect, it } from '@jest/globals';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MinLength } from 'class-validator';
import { loadConfig, Secret } from './load-config.js';

class Settings {
  @IsString() @MinLength(1) NAME!: string;
  @Secret() @IsString() @MinLength(1) API_KEY!: string;
  @IsInt() @Max(10) PORT!: number;
  @IsOptional() @IsInt() @Max(100) SHARDS = 2;
  @IsOptional() @IsBoolean() VERBOSE = false;
}

const env = { NAME: 'shop', API_KEY: 'sample-key', PORT: '7' };

describe('settings from the environment', () => {
  it('are typed, with defaults for what is left out or empty', () => {
    expect(loadConfig(Settings, { ...env, SHARDS: '' })).toMatchObject({
      PORT: 7,
      SHARDS: 2,
      VERBOSE: false,
    });
    expect(loadConfig(Settings, { ...env, SHARDS: '16', VERBOSE: 'true' })).toMatchObject({
      SHARDS: 16,
      VERBOSE: true,
    });
  });

  it('stop the start when one is missing or wrong, by name and never by value', () => {
    expect(() => loadConfig(Settings, { ...env, NAME: undefined })).toThrow(/NAME/);
    expect(() => loadConfig(Settings, { ...env, PORT: '99' })).toThrow(/PORT/);
    expect(() => loadConfig(Settings, { ...env, SHARDS: 'many-of-them' })).toThrow(/SHARDS/);
    expect(() => loadConfig(Settings, { ...env, PORT: 'sesame' })).not.toThrow(/sesame/);
  });

  it('refuse sample secrets in production, and only there', () => {
    expect(loadConfig(Settings, env).API_KEY).toBe('sample-key');
    const production = { ...env, NODE_ENV: 'production' };
    expect(() => loadConfig(Settings, production)).toThrow(/API_KEY holds a sample secret/);
    expect(loadConfig(Settings, { ...production, API_KEY: 'our-own' }).API_KEY).toBe('our-own');
  });
});
