import { isLostRace } from '@cartrail/messaging';

const LOST_RACES = 5;

/** A transaction that lost a race decides anew, boundedly. */
export async function runAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isLostRace(error) || attempt === LOST_RACES) throw error;
    }
  }
}
