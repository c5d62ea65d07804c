import { SECOND, type Instant } from '@cartrail/kernel';
import { badArgument } from './answers.js';

export const seconds = (at: Instant | null): number => (at === null ? 0 : Math.floor(at / SECOND));

interface Row {
  readonly id: string;
  readonly at: Instant;
}

export interface IdPage {
  ids: string[];
  next_key: string;
  has_more: boolean;
}

/** Oldest first; `next_key` holds the place after which the next page begins, whatever has moved meanwhile. */
export function pageOf(rows: readonly Row[], size: number, nextKey: string): IdPage {
  const after = placeOf(nextKey);
  const left = rows
    .filter((row) => compare(row, after) > 0)
    .toSorted((a, b) => compare(a, b))
    .slice(0, size + 1);
  const page = left.slice(0, size);
  const last = page.at(-1);
  const more = left.length > size && last !== undefined;
  return { ids: page.map(({ id }) => id), next_key: more ? keyOf(last) : '', has_more: more };
}

const compare = (a: Row, b: Row): number => a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));

const keyOf = ({ id, at }: Row): string => Buffer.from(`${String(at)}/${id}`).toString('base64url');

function placeOf(key: string): Row {
  if (key === '') return { id: '', at: -1 };
  const [at = '', id = ''] = Buffer.from(key, 'base64url').toString('utf8').split('/');
  if (!/^\d+$/.test(at)) throw badArgument('next_key');
  return { id, at: Number(at) };
}
