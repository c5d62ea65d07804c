import { pointerTo } from './check.js';
import { isRecord } from './values.js';

const MOST = 100;

/** JSON pointers of what two documents have not in common, each as deep as both have an object there; at most 100. */
export function changedPointers(before: unknown, after: unknown): readonly string[] {
  const found: string[] = [];
  const compare = (old: unknown, now: unknown, at: string): void => {
    if (found.length === MOST) return;
    if (!isRecord(old) || !isRecord(now)) {
      if (JSON.stringify(old) !== JSON.stringify(now)) found.push(at);
      return;
    }
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)]))
      compare(memberOf(old, name), memberOf(now, name), pointerTo(at, name));
  };
  compare(before, after, '');
  return found;
}

const memberOf = (value: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;
