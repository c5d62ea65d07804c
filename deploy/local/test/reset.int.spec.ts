import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reset } from '../src/down.js';
import { readSettings } from '../src/settings.js';
import { describeStack } from '../src/stack.js';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'cartrail-reset-'));
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

it("a reset beside a server of one's own keeps the keys to its data, and says what to do", async () => {
  const env = { CARTRAIL_DATA: data, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/postgres' };
  const stack = describeStack(readSettings(env));
  const secrets = readFileSync(join(data, 'secrets.json'), 'utf8');

  await expect(reset(stack)).rejects.toThrow(/drop the cartrail_\* databases/);
  expect(readFileSync(join(data, 'secrets.json'), 'utf8')).toBe(secrets);
});
