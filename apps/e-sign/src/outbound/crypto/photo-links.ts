import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Link, PhotoLinks, PhotoRef } from '../../application/ports.js';

const LIFE_SECONDS = 600;
const SIGNATURE = /^([a-z0-9]{6,20})\.([A-Za-z0-9_-]{43})$/;

/** `<tenant>.<hmac>`: the tenant is readable, so that the first look already runs under row-level security. */
export class SignedPhotoLinks implements PhotoLinks {
  constructor(
    private readonly secret: string,
    /** Machine time: links are credentials. */
    private readonly nowSeconds: () => number = () => Math.floor(Date.now() / 1_000),
  ) {}

  path(photo: PhotoRef): string {
    const expires = this.nowSeconds() + LIFE_SECONDS;
    const signature = `${photo.tenantId}.${this.mac(photo, String(expires)).toString('base64url')}`;
    return `/v1/sign-offs/${photo.signOffId}/photos/${photo.sha256}?expires=${expires}&signature=${signature}`;
  }

  check({ signature, expires, ...photo }: Link): { readonly tenantId: string } | 'expired' | 'forged' {
    const [, tenantId = '', given = ''] = SIGNATURE.exec(signature) ?? [];
    const right = this.mac({ tenantId, ...photo }, expires);
    const bytes = Buffer.from(given, 'base64url');
    const genuine = bytes.length === right.length && timingSafeEqual(bytes, right);
    if (!genuine) return 'forged';
    return Number(expires) > this.nowSeconds() ? { tenantId } : 'expired';
  }

  private mac({ tenantId, signOffId, sha256 }: PhotoRef, expires: string): Buffer {
    const text = ['photo-link/1', tenantId, signOffId, sha256, expires].join('\n');
    return createHmac('sha256', this.secret).update(text, 'utf8').digest();
  }
}
