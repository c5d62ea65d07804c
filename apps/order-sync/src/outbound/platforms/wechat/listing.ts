import { SECOND } from '@cartrail/kernel';
import { PlatformFailure, type Ask, type Window } from '../../../application/ports.js';
import { byCursor } from '../wire/paging.js';
import { textOf, type Id } from '../wire/values.js';
import type { ListedSpan } from './client.js';

interface IdPage {
  readonly ids?: readonly Id[];
  readonly next_key?: string;
  readonly has_more?: boolean;
}

/** Both lists of the platform name ids and nothing else, page after page by `next_key`. */
export const idPages = (
  by: ListedSpan['by'],
  window: Window,
  ask: Ask,
  fetch: (token: string, span: ListedSpan) => Promise<IdPage>,
): AsyncGenerator<readonly string[]> =>
  byCursor(async (nextKey) => {
    const span = { by, from: Math.floor(window.from / SECOND), to: Math.ceil(window.to / SECOND), nextKey };
    const { ids = [], next_key: key, has_more: more } = await ask((token) => fetch(token, span));
    const next = more === true ? textOf(key) : undefined;
    if (more === true && next === undefined)
      throw new PlatformFailure('transient', 'wechat has more rows and does not say where');
    return { rows: ids.map(String), next };
  });
