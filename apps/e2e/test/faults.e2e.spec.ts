import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';

interface Report {
  readonly cases: readonly { readonly id: string; readonly ok: boolean }[];
  readonly phantoms: readonly string[];
}

function faults(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['apps/e2e/dist/faults.js', '--json', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', () => {
      resolve(output);
    });
  });
}

describe('a stack whose processes die', () => {
  const ids = ['none', 'F02', 'F07', 'F13', 'F30', 'S1'];

  it('loses, doubles, reorders and invents nothing', async () => {
    const report = JSON.parse(await faults('--n', '200', '--only', ids.join(','))) as Report;
    expect(report.cases.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.cases.map(({ id }) => id)).toEqual(ids);
    expect(report.phantoms).toEqual([]);
  }, 290_000);
});
