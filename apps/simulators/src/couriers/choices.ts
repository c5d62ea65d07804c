import type { CourierChoice, CourierPlan } from '../state/booking.model.js';
import type { FaultName, PlanName } from '../state/model.js';
import type { State } from '../state/state.js';

export interface ChoiceWish {
  phone?: string;
  reference?: string;
  plan?: CourierPlan;
  /** The plan of everybody who is not named. */
  default?: CourierPlan;
  parcelPlan?: PlanName;
  faults?: FaultName[];
}

const OTHERS = '*';
const usual: CourierChoice = { plan: 'comes', parcelPlan: 'normal', parcelFaults: [] };

/** Which courier somebody gets: the one chosen for the reference, or for the phone, or for everybody. */
export class CourierChoices {
  constructor(private readonly state: State) {}

  set(wish: ChoiceWish): CourierChoice {
    const target = wish.reference ?? wish.phone ?? OTHERS;
    const before = this.state.courierChoices.get(target) ?? usual;
    const choice = {
      plan: wish.plan ?? wish.default ?? before.plan,
      parcelPlan: wish.parcelPlan ?? before.parcelPlan,
      parcelFaults: wish.faults ?? [],
    };
    this.state.courierChoices.set(target, choice);
    this.state.dirty = true;
    return choice;
  }

  list(): Record<string, CourierChoice> {
    return Object.fromEntries(this.state.courierChoices);
  }

  of(reference: string, phone: string): CourierChoice {
    const { courierChoices } = this.state;
    const found = courierChoices.get(reference) ?? courierChoices.get(phone) ?? courierChoices.get(OTHERS);
    return found ?? usual;
  }
}
