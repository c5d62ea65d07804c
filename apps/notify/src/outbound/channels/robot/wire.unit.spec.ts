import { describe, expect, it } from '@jest/globals';
import { resultOfErrcode } from './errors.js';
import { readAnswer, wecomMarkdown } from './wire.js';

describe("WeCom's words", () => {
  it('take 4,096 bytes, cut between characters', () => {
    const { content } = wecomMarkdown('预'.repeat(2_000)).markdown;
    expect(content).toBe('预'.repeat(1_365));
    expect(wecomMarkdown('短').markdown.content).toBe('短');
  });

  it.each([
    ['{"errcode":0,"errmsg":"ok"}', 'succeeded'],
    ['{"errcode":45009}', 'throttled'],
    ['{"errcode":93000}', 'failed'],
    ['<html>', 'failed'],
    ['null', 'failed'],
  ])('%s means %s', (text, result) => {
    expect(resultOfErrcode(readAnswer(text).errcode)).toBe(result);
  });
});
