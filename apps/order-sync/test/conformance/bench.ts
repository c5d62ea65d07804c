import { SECOND } from '@cartrail/kernel';
import { exceptionOf, withheld } from '../../src/conformance/applies.js';
import { scenes, type Scene } from '../../src/conformance/cases.js';
import type { CellResult } from '../../src/conformance/matrix.js';
import { Simulators } from '../platforms/simulators.js';
import { cells } from './cells/all.js';
import { Stage } from './stage.js';
import type { Subject } from './subject.js';
import { Wire } from './wire.js';
import { WorldClock } from './world-clock.js';

/** One process of simulators, one wire, and every platform's shop in it. */
export class Bench {
  private constructor(
    private readonly sim: Simulators,
    private readonly wire: Wire,
    private readonly stages: ReadonlyMap<string, Stage>,
  ) {}

  static async start(subjects: readonly Subject[]): Promise<Bench> {
    const sim = await Simulators.start();
    const wire = await Wire.open(sim.url);
    const clock = new WorldClock(sim);
    const stages = subjects.map((subject) => new Stage(subject, sim, wire, clock));
    for (const stage of stages) await stage.prepare();
    await clock.toMidnight(3 * SECOND);
    for (const stage of stages) stage.midnight.push(await stage.order());
    await clock.pastMidnight();
    for (const stage of stages) stage.midnight.push(await stage.order());
    return new Bench(sim, wire, new Map(stages.map((stage) => [stage.subject.id, stage])));
  }

  of({ id }: Subject): { readonly stage: Stage; readonly wire: Wire } {
    const stage = this.stages.get(id);
    if (!stage) throw new Error(`no stage for ${id}`);
    return { stage, wire: this.wire };
  }

  async run(subject: Subject): Promise<readonly CellResult[]> {
    const { connector } = subject;
    const { stage } = this.of(subject);
    const results: CellResult[] = [];
    for (const scene of scenes) {
      const why = withheld(connector.manifest, scene);
      const end =
        why === undefined
          ? endOf(exceptionOf(connector.manifest, scene), await this.troubleIn(scene, stage))
          : ({ outcome: 'n/a', why } as const);
      results.push({ scene, ...end });
    }
    return results;
  }

  async stop(): Promise<void> {
    for (const stage of this.stages.values()) await stage.close();
    await this.wire.close();
    await this.sim.stop();
  }

  private async troubleIn(scene: Scene, stage: Stage): Promise<string | undefined> {
    this.wire.reset();
    try {
      await cells[scene](stage);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await this.sim.control('DELETE', '/faults');
    }
  }
}

/** What is declared as not applicable has to be so: else the table would not be true. */
function endOf(exception: string | undefined, trouble: string | undefined): Omit<CellResult, 'scene'> {
  if (exception === undefined)
    return trouble === undefined ? { outcome: 'pass' } : { outcome: 'FAIL', why: trouble };
  return trouble === undefined
    ? { outcome: 'FAIL', why: `declared as not applicable, and it passes: ${exception}` }
    : { outcome: 'n/a', why: exception };
}
