import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterFolder } from '../src/cluster-folder.js';

let root: string;
const parent = (): string => join(root, 'clusters');
const checkout = (name: string): string => {
  mkdirSync(join(root, name), { recursive: true });
  return join(root, name);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cartrail-clusters-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a database kept outside its checkout', () => {
  it('is found again at every start', () => {
    expect(clusterFolder(parent(), checkout('a'))).toBe(clusterFolder(parent(), checkout('a')));
  });

  it('is not met by a new clone at the old path, and is removed then', () => {
    const old = clusterFolder(parent(), checkout('a'));
    rmSync(checkout('a'), { recursive: true });
    const fresh = clusterFolder(parent(), checkout('a'));
    expect(fresh).not.toBe(old);
    expect(existsSync(old)).toBe(false);
  });

  it('survives the first start of another checkout', () => {
    const other = clusterFolder(parent(), checkout('a'));
    clusterFolder(parent(), checkout('b'));
    expect(existsSync(other)).toBe(true);
  });
});
