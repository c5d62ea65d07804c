import { createHash } from 'node:crypto';
import { type Film } from './film.js';
import { photosOf } from './parcels.js';
import { type Upload } from './station.js';

interface Shown {
  readonly photos: readonly { readonly sha256: string; readonly url: string }[];
}

/** What is wrong with a record's photos, read by their links; nothing when every byte came back. */
export async function readBack(
  gatewayUrl: string,
  key: string,
  film: Film,
  { parcel, signOffId = '' }: Upload,
): Promise<string[]> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${gatewayUrl}/v1/sign-offs/${signOffId}`, { headers });
  if (!answer.ok) return [`sign-off ${signOffId}: ${answer.status}`];
  const { photos } = (await answer.json()) as Shown;
  const taken = photosOf(film, parcel);
  if (photos.length !== taken.length)
    return [`sign-off ${signOffId}: ${photos.length} photos of ${taken.length}`];
  const problems: string[] = [];
  for (const [place, { bytes }] of taken.entries()) {
    const { url, sha256 } = photos[place] ?? { url: '', sha256: '' };
    const got = await fetch(new URL(url, gatewayUrl));
    const read = Buffer.from(await got.arrayBuffer());
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (!got.ok || hash !== sha256 || !read.equals(bytes))
      problems.push(`photo ${place} of ${signOffId}: ${got.status}, ${read.length} of ${bytes.length} bytes`);
  }
  return problems;
}
