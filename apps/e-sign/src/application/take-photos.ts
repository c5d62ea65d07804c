import type { Picture } from '../domain/parcel.js';
import type { ObjectStore, Recognise, Staged } from './ports.js';

/** The files of one request: staged one after another, and dropped unless they were kept. */
export class PhotoBatch {
  private readonly taken = new Map<string, { readonly staged: Staged; readonly picture?: Picture }>();

  constructor(
    private readonly objects: ObjectStore,
    private readonly recognise: Recognise,
  ) {}

  async take(part: string, bytes: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }> {
    const staged = await this.objects.stage(bytes);
    // Known before it is looked at, so that it is dropped whatever the look comes to.
    this.taken.set(part, { staged });
    this.taken.set(part, { staged, picture: await this.recognise(staged) });
    return { bytes: staged.bytes };
  }

  has(part: string): boolean {
    return this.taken.has(part);
  }

  picture(part: string): Picture | undefined {
    return this.taken.get(part)?.picture;
  }

  parts(): readonly string[] {
    return [...this.taken.keys()];
  }

  staged(): readonly Staged[] {
    return [...this.taken.values()].map(({ staged }) => staged);
  }

  /** Drops what is still staged; what was kept has left already. */
  async discard(): Promise<void> {
    for (const staged of this.staged()) await staged.discard();
  }
}

export class TakePhotos {
  constructor(
    private readonly objects: ObjectStore,
    private readonly recognise: Recognise,
  ) {}

  begin(): PhotoBatch {
    return new PhotoBatch(this.objects, this.recognise);
  }
}
