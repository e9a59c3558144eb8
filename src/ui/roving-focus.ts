import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A place in a grid, counted from 0. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key leads in a grid; undefined for keys that do not move. Arrows follow the reading direction. */
export function moveInGrid(
  event: GridKey,
  { row, column }: GridPosition,
  { rows, columns }: GridSize,
  rightToLeft: boolean,
): GridPosition | undefined {
  const whole = event.ctrlKey || event.metaKey;
  const step = rightToLeft ? -1 : 1;
  const clamp = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  const to: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - step],
    ArrowRight: [row, column + step],
    Home: [whole ? 0 : row, 0],
    End: [whole ? rows : row, columns],
  };
  const target = to[event.key];
  return target && { row: clamp(target[0], rows), column: clamp(target[1], columns) };
}

interface RovingOptions {
  readonly size: () => GridSize;
  /** Where the one tab stop is before anybody has moved it. */
  readonly home: () => GridPosition;
  readonly cell: (position: GridPosition) => HTMLElement | null | undefined;
  readonly rightToLeft: () => boolean;
}

/** One tab stop in a grid that the arrow keys carry along. */
export class RovingFocus implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: RovingOptions;
  #moved: GridPosition | undefined;

  constructor(host: ReactiveControllerHost, options: RovingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#moved = undefined;
  }

  /** Where the tab stop is. */
  get position(): GridPosition {
    const { rows, columns } = this.#options.size();
    const { row, column } = this.#moved ?? this.#options.home();
    return { row: Math.min(row, rows - 1), column: Math.min(column, columns - 1) };
  }

  /** Puts the tab stop somewhere without moving the focus. */
  set(position: GridPosition | undefined): void {
    this.#moved = position;
    this.#host.requestUpdate();
  }

  /** Moves the focus for a key; true when the key was one that moves. */
  handle(event: KeyboardEvent): boolean {
    if (event.altKey || event.shiftKey) return false;
    const next = moveInGrid(event, this.position, this.#options.size(), this.#options.rightToLeft());
    if (!next) return false;
    event.preventDefault();
    this.set(next);
    this.#options.cell(next)?.focus();
    return true;
  }
}
