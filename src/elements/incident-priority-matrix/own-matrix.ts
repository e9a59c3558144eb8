import { Later } from '../../controllers/later.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentError } from '../../core/errors.js';
import type { MatrixDefinition, PriorityMatrix } from '../../core/priority.js';
import type * as Maker from './matrix-maker.js';

/** A matrix of the page's own, by name, as written down or compiled. Making one takes code that is fetched for it. */
export class OwnMatrix extends Later<typeof Maker> {
  /** What became of the one asked for last. */
  #made: { readonly from: MatrixDefinition | string; readonly matrix?: PriorityMatrix } | undefined;
  /** Why that one cannot be used. */
  error: IncidentError | undefined;

  constructor(host: ConstructorParameters<typeof Later>[0]) {
    super(host, () => import('./matrix-maker.js'));
  }

  /** The compiled matrix; undefined for one that cannot be used, and until it has been made. */
  from(from: PriorityMatrix | MatrixDefinition | string): PriorityMatrix | undefined {
    if (typeof from === 'object' && 'ranks' in from) return from;
    const maker = this.now;
    if (maker && this.#made?.from !== from) {
      this.error = undefined;
      try {
        this.#made = { from, matrix: maker.makeMatrix(from) };
      } catch (error) {
        this.#made = { from };
        this.error = toIncidentError(error);
      }
    }
    return this.#made?.from === from ? this.#made.matrix : undefined;
  }
}
