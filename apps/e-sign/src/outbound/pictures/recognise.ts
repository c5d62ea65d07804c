import { imageSize } from 'image-size';
import type { Recognise, Staged } from '../../application/ports.js';
import { exifTime } from './exif-time.js';

/** More than any camera puts before the frame's own header. */
const HEAD_BYTES = 512 * 1024;

type Format = 'jpeg' | 'png' | 'webp';

const names: Readonly<Record<string, Format>> = { jpg: 'jpeg', png: 'png', webp: 'webp' };

/** JPEG, PNG or WebP by what the bytes say, whatever the sender calls them. Nothing is decoded or rewritten. */
export const recognise: Recognise = async (staged: Staged) => {
  const head = await staged.read(0, HEAD_BYTES);
  const format = magicOf(head);
  const size = format && sizeOf(head);
  if (!size || size.format !== format) return undefined;
  return {
    sha256: staged.sha256,
    bytes: staged.bytes,
    mime: `image/${format}`,
    width: size.width,
    height: size.height,
    takenAt: await exifTime(format, head, staged),
  };
};

function magicOf(head: Uint8Array): Format | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 12));
  const hex = bytes.toString('hex');
  if (hex.startsWith('ffd8ff')) return 'jpeg';
  if (hex.startsWith('89504e470d0a1a0a')) return 'png';
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
    ? 'webp'
    : undefined;
}

function sizeOf(head: Uint8Array): { format: Format | undefined; width: number; height: number } | undefined {
  try {
    const { type = '', width, height } = imageSize(head);
    return width > 0 && height > 0 ? { format: names[type], width, height } : undefined;
  } catch {
    return undefined;
  }
}
