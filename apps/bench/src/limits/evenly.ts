/** `count` of them from first to last at even steps; where there are fewer, some are taken again. */
export function evenly<T>(all: readonly T[], count: number): T[] {
  const places = Array.from({ length: count }, (_, place) => Math.floor((place * all.length) / count));
  return places.flatMap((place) => all.slice(place, place + 1));
}
