import type { Application, Connector } from '../../src/application/ports.js';
import type { PlatformId } from '../../src/domain/platform.js';
import type { Json } from '../platforms/simulators.js';
import type { Alter } from './wire.js';

/** What the kit has to know of a platform beyond its manifest. */
export interface Subject {
  readonly id: PlatformId;
  /** What the simulators call the platform; its id where absent. */
  readonly world?: string;
  readonly connector: Connector;
  readonly shopId: string;
  /** As it is made at the simulated platform; a push URL is added to it. */
  readonly app: Json;
  /** The name of the application in `app`. */
  readonly appKey: string;
  readonly credentials: Application['credentials'];
  /** The credentials of somebody who only knows the application's name. */
  readonly stranger: Application['credentials'];
  readonly settings: Application['settings'];
  /** Settings that name the platform's address. */
  readonly settingsAt?: (host: string) => Application['settings'];
  /** The manifest's hosts that lead through the wire; the others lead to the platform itself. */
  readonly through: readonly string[];
  readonly straight?: readonly string[];
  readonly grant: 'self' | 'code';
  /** Its token does not run out. */
  readonly standing?: true;
  readonly connectionId?: string;
  /** Answers as the platform may give them one day, and its simulator never does. */
  readonly alterations: {
    readonly orderStatus: Alter;
    readonly caseStatus: Alter;
    /** The company of a parcel of an order; absent where no company's code is shown there. */
    readonly company?: Alter;
    /** As if a list held more rows than it can reach. */
    readonly total?: Alter;
  };
  /** The text of a push nobody documented, as the door would have stored it. */
  readonly unknownPush?: string;
}

/** No platform has it. */
export const NOBODYS = '987654';
