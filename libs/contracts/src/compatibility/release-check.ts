import { incompatibilities, rulesOf } from './compatibility.js';

type Json = Readonly<Record<string, unknown>>;

/** A schema by the place it is published at: `tracking.waybill.scan-recorded/1.0`. */
export type Schemas = ReadonlyMap<string, Json>;

/**
 * Why the current schemas cannot follow the released ones. Inside a major every released minor must get on
 * with the current schema (FULL_TRANSITIVE); a released file itself never changes.
 */
export function releaseProblems(released: Schemas, current: Schemas): readonly string[] {
  return [...released].flatMap(([place, before]) => {
    const line = lineOf(place);
    const successor = [...current].find(([other]) => lineOf(other) === line);
    if (!successor) return [`${place} is released and no longer defined`];
    const [now, schema] = successor;
    if (minorOf(now) < minorOf(place)) return [`${place} is released and ${now} is older`];
    const breaks = incompatibilities(before, schema).map((why) => `${place} → ${now}: ${why}`);
    if (breaks.length > 0) return breaks;
    return now === place && rulesOf(before) !== rulesOf(schema)
      ? [`${place} is released: what was added needs the next minor version`]
      : [];
  });
}

/** Type and major: `tracking.waybill.scan-recorded/1`. */
const lineOf = (place: string): string => place.replace(/\.\d+$/, '');
const minorOf = (place: string): number => Number(/\.(\d+)$/.exec(place)?.[1] ?? 0);
