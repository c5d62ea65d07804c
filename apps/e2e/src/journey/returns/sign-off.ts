import { photo } from '../../doors/photos.js';
import type { Story } from './stories.js';
import type { ReturnPart } from './truths.js';

type Kind = 'LABEL' | 'OUTER' | 'OPENED' | 'ITEM' | 'SERIAL' | 'DEFECT';

const KINDS: readonly Kind[] = ['LABEL', 'OUTER', 'OUTER', 'OPENED', 'ITEM', 'SERIAL'];
const REASON = 'missing_piece';

const VERDICTS: Readonly<Record<Story['sign'], string>> = {
  intact: 'INTACT',
  'before-arrival': 'INTACT',
  quality: 'QUALITY_CONFIRMED',
  short: 'SHORT',
  never: 'INTACT',
};

/** What a warehouse operator sends: one parcel, every return in it, and photos nobody has used before. */
export function signOffForm(
  number: string,
  returns: readonly { readonly story: Story; readonly part: ReturnPart }[],
): FormData {
  const form = new FormData();
  const short = returns.some(({ story }) => story.sign === 'short');
  const kinds = short ? [...KINDS, 'DEFECT' as const] : KINDS;
  const photos = kinds.map((kind, index) => ({
    part: `photo${index}`,
    kind,
    ...(kind === 'DEFECT' ? { reason: REASON } : {}),
  }));
  const items = returns.flatMap(({ story, part }) =>
    (part.lines ?? []).map(({ lineId, quantity }) => ({
      returnId: part.returnId,
      lineId,
      received: story.sign === 'short' ? quantity - 1 : quantity,
      verdict: VERDICTS[story.sign],
      reasons: story.sign === 'short' ? [REASON] : [],
    })),
  );
  const record = {
    number,
    warehouseCode: 'HZ01',
    deviceId: 'station-1',
    signerName: '周仓管',
    packageState: 'intact',
    items,
    photos,
  };
  form.set('record', JSON.stringify(record));
  for (const { part } of photos)
    form.set(part, new Blob([new Uint8Array(photo())], { type: 'image/png' }), `${part}.png`);
  return form;
}
