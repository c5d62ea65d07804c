import type { Travelling } from '../steps.js';
import type { Story } from './stories.js';
import type { ReturnPart } from './truths.js';

/** How the journey moves the simulated clock. */
export interface Time {
  hour(): Promise<void>;
  /** Some hours, and detectors look around. */
  tick(): Promise<void>;
  days(count: number): Promise<void>;
}

/** One order's return, as far as it has come. */
export interface Returning {
  readonly story: Story;
  readonly order: Travelling;
  /** Whose parcel it travels in. */
  readonly together?: Returning;
  platformAfterSaleId?: string;
  part?: ReturnPart;
  /** From when on somebody has to be told that the courier did not come. */
  staleFrom?: number;
}
