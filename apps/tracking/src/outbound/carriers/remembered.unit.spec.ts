import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Remembered } from './remembered.js';

describe('what was looked up', () => {
  let looks = 0;
  const found = (value: string | undefined) => () => {
    looks += 1;
    return Promise.resolve(value);
  };

  beforeEach(() => {
    looks = 0;
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is remembered for half a minute, and no longer: a rotation is late by no more', async () => {
    const remembered = new Remembered<string>();
    expect(await remembered.get('a', found('old'))).toBe('old');
    jest.advanceTimersByTime(29_999);
    expect(await remembered.get('a', found('new'))).toBe('old');
    jest.advanceTimersByTime(1);
    expect(await remembered.get('a', found('new'))).toBe('new');
    expect(looks).toBe(2);
  });

  it('is asked for again after two seconds where there was nothing', async () => {
    const remembered = new Remembered<string>();
    await remembered.get('a', found(undefined));
    jest.advanceTimersByTime(1_999);
    expect(await remembered.get('a', found('new'))).toBeUndefined();
    jest.advanceTimersByTime(1);
    expect(await remembered.get('a', found('new'))).toBe('new');
  });

  it('is asked for at once after a failure', async () => {
    const remembered = new Remembered<string>();
    await expect(remembered.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await remembered.get('a', found('new'))).toBe('new');
  });

  it('is not what a look says that began before it was to be forgotten', async () => {
    const remembered = new Remembered<string>();
    let finish = (_value: string | undefined): void => undefined;
    const slow = new Promise<string | undefined>((resolve) => {
      finish = resolve;
    });
    const early = remembered.get('a', () => slow);
    remembered.forget((key) => key === 'a');
    finish(undefined);
    expect(await early).toBeUndefined();
    expect(await remembered.get('a', found('new'))).toBe('new');
  });

  it('is looked up past the memory at most once a second, however often that is wanted, and remembered anew', async () => {
    const remembered = new Remembered<string>();
    await remembered.get('a', found('old'));
    expect(await remembered.anew('a', found('new'))).toBe('new');
    expect(await remembered.anew('a', found('newer'))).toBe('new');
    jest.advanceTimersByTime(999);
    expect(await remembered.anew('a', found('newer'))).toBe('new');
    expect(await remembered.get('a', found('newer'))).toBe('new');
    expect(looks).toBe(2);
    jest.advanceTimersByTime(1);
    expect(await remembered.anew('a', found('newer'))).toBe('newer');
    jest.advanceTimersByTime(29_999);
    expect(await remembered.get('a', found('newest'))).toBe('newer');
    expect(looks).toBe(3);
  });

  it('is looked up past the memory once a second where it is gone, too', async () => {
    const remembered = new Remembered<string>();
    await remembered.get('a', found('old'));
    expect(await remembered.anew('a', found(undefined))).toBeUndefined();
    expect(await remembered.anew('a', found('new'))).toBeUndefined();
    expect(looks).toBe(2);
  });
});
